import type { Format, Outline } from '../../format.js';
import type { Remark } from '../../issue.js';
import { fitName } from '../generic/fit.js';
import { textOf } from '../generic/value.js';
import { personaIn } from './persona.js';

const beside = ['version', 'uuid', 'tag', 'accounts', 'groups', 'switches', 'config'];
const enough = 3;
/** A member’s short id can be drawn anew, the uuid stays. */
const where = { ids: ['uuid', 'id'], names: ['name', 'display_name', 'uuid', 'id'] };

/** What `pk;export` gives: a system with its members. */
export const pluralkitFormat: Format = {
  name: 'pluralkit',
  recognise({ json }) {
    if (json?.root !== 'object' || !isSystem(json.members)) return undefined;
    const remarks = [systemKept(json.members)];
    return {
      format: 'pluralkit',
      role: 'system',
      subject: null,
      isWorldwide: true,
      reads: 'json',
      streams: ['members', 'groups', 'switches'],
      element: (cutting, stream, index) =>
        stream === 'members' ? [personaIn(cutting, where, index === 0 ? remarks : [])] : [],
    };
  },
};

type Seen = Extract<Outline, { root: 'object' }>['members'];

function isSystem(members: Seen): boolean {
  const list = members.get('members');
  const mayBeList = members.has('members') && (list === undefined || Array.isArray(list.value));
  return mayBeList && !members.has('tuppers') && beside.filter(name => members.has(name)).length >= enough;
}

function systemKept(members: Seen): Remark {
  const named = (name: string) => fitName(textOf(members.get(name)?.value), '').text;
  const [name, tag] = [named('name'), named('tag')];
  const system = name === undefined ? 'The system' : `The system “${name}”`;
  const tagged = tag === undefined ? '' : ` with its tag “${tag}”`;
  return {
    severity: 'info',
    code: 'system_kept',
    at: '',
    message: `${system}${tagged} has become personas, one for each member. Groups, switches, proxy tags and settings are in the archive only.`,
  };
}
