import type { Discovery, Glimpse, Recognised, Tools } from '../../format.js';
import type { Cutting, Subject } from '../../found.js';
import { readConfig } from './config.js';
import { readTotals } from './expect.js';
import { readExport } from './export.js';
import { readMemory } from './memory.js';
import type { Place } from './path.js';
import { rowsIn } from './rows.js';
import type { Role } from './sniff.js';
import { readActivations } from './state/activations.js';
import { readAvatar, readAvatarList } from './state/avatars.js';
import { readBlocks } from './state/blocks.js';
import { readPersonalities } from './state/personalities.js';
import { readPreferences } from './state/preferences.js';
import { readUsers } from './state/users.js';
import { readVerifications } from './state/verifications.js';
import { readStory } from './story.js';
import { slugIn, subjectOf } from './subject.js';
import { subjectOfFile } from './subject-of-file.js';

const shapes = { format: 'shapes.inc', isWorldwide: true } as const;

/** Known, and nothing in it is for us. */
export const kept = (role: string, subject: Subject | null): Recognised => ({
  ...shapes,
  role,
  subject,
  reads: 'nothing',
});

export const secrets: Recognised = { ...shapes, role: 'secrets', subject: null, reads: 'secret' };

export const avatar = (place: Place, tools: Tools): Recognised => ({
  ...shapes,
  role: 'avatar',
  subject: null,
  reads: 'bytes',
  document: bytes => readAvatar(bytes, place.base, tools),
});

/** How a document of a role is read. */
export function reader(role: Role, { json }: Glimpse, place: Place): Recognised {
  const subject = subjectOfFile(json, place.subject);
  switch (role) {
    case 'config':
      return configReader(subject ?? subjectOf(null, slugIn(place.base.replace(/\.json$/, ''))));
    case 'totals':
      return whole(role, place.subject, ({ value, at }) => readTotals(value, at, place.subject));
    case 'export':
      return {
        ...whole(role, subject, cutting => readExport(cutting, subject)),
        streams: ['memories', 'stories'],
        element: exported,
      };
    case 'memories':
    case 'history':
    case 'stories':
    case 'training':
    case 'personalization':
      return { ...shapes, role, subject, reads: 'json', ...rowsIn(role, json, subject) };
    default:
      return whole(role, null, cutting => state[role](cutting, place));
  }
}

const configReader = (subject: Subject | null) => whole('config', subject, cutting => readConfig(cutting, subject));

type Document = Extract<Recognised, { reads: 'json' }>;

const whole = (role: Role, subject: Subject | null, document: (cutting: Cutting) => Iterable<Discovery>): Document => ({
  ...shapes,
  role,
  subject,
  reads: 'json',
  streams: [],
  document,
});

function* exported(cutting: Cutting, stream: string, index: number): Generator<Discovery> {
  yield stream === 'memories' ? readMemory(cutting) : readStory(cutting, index);
}

const state = {
  personalities: readPersonalities,
  'avatar list': (list, { folder }) => readAvatarList(list, folder),
  verifications: readVerifications,
  activations: readActivations,
  blocks: readBlocks,
  preferences: readPreferences,
  users: readUsers,
} satisfies Record<string, (list: Cutting, place: Place) => Iterable<Discovery>>;
