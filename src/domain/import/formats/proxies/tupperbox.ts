import type { Format } from '../../format.js';
import type { Remark } from '../../issue.js';
import { personaIn } from './persona.js';

const where = { ids: ['id', 'name'], names: ['name', 'nick', 'id'] };

/** What `tul!export` gives: a list of tuppers and of their groups. */
export const tupperboxFormat: Format = {
  name: 'tupperbox',
  recognise({ json }) {
    if (json?.root !== 'object' || !json.members.has('tuppers')) return undefined;
    const list = json.members.get('tuppers');
    if (list !== undefined && !Array.isArray(list.value)) return undefined;
    return {
      format: 'tupperbox',
      role: 'tuppers',
      subject: null,
      isWorldwide: false,
      reads: 'json',
      streams: ['tuppers', 'groups'],
      element: (cutting, stream, index) =>
        stream === 'tuppers' ? [personaIn(cutting, where, index === 0 ? [partsKept] : [])] : [],
    };
  },
};

const partsKept: Remark = {
  severity: 'info',
  code: 'tuppers_kept',
  at: '',
  message: 'Each tupper has become a persona. Groups, brackets, tags and pictures are in the archive only.',
};
