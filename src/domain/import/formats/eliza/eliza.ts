import { spelled } from '../../../json/exact.js';
import { slugOf } from '../../../personality/slug.js';
import type { Format, Outline } from '../../format.js';
import type { Cutting, LoreFound, PersonalityFound, Subject } from '../../found.js';
import { fitName } from '../generic/fit.js';
import { subjectFor } from '../generic/subject.js';
import { memberOf, wordsOf } from '../generic/value.js';
import { fatesOf } from './fates.js';
import { loreIn } from './lore.js';
import { withoutSecrets } from '../../secrets.js';
import { emptiedSecrets, holdsSecrets } from './secrets.js';
import { sketchIn } from './sketch.js';

const usual = ['bio', 'lore', 'messageExamples', 'postExamples', 'adjectives', 'topics', 'style', 'clients', 'plugins', 'modelProvider', 'knowledge']; // prettier-ignore
const enough = 3;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A character file of elizaOS, of any version. */
export const elizaFormat: Format = {
  name: 'eliza',
  recognise({ json, path }) {
    if (json?.root !== 'object' || !isCharacter(json.members)) return undefined;
    const subject = subjectIn(name => json.members.get(name)?.value) ?? subjectFor(null, fileName(path));
    return {
      format: 'eliza',
      role: 'character',
      subject,
      isWorldwide: uuid.test(subject?.foreignId ?? ''),
      reads: 'json',
      streams: [],
      document: (whole: Cutting) => foundIn(whole, path),
    };
  },
};

type Seen = Extract<Outline, { root: 'object' }>['members'];

const isCharacter = (members: Seen): boolean =>
  members.has('name') &&
  ['bio', 'messageExamples', 'style'].some(name => members.has(name)) &&
  !['spec', 'data'].some(name => members.has(name)) &&
  usual.filter(name => members.has(name)).length >= enough;

/** The name of a file, without its folders and endings. */
const fileName = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.character\.json$|\.json$/i, '');

function subjectIn(member: (name: string) => unknown): Subject | null {
  const id = wordsOf(member('id')) ?? null;
  const { text } = fitName(wordsOf(member('name')), '');
  return id === null && text === undefined ? null : subjectFor(id, text);
}

function foundIn(whole: Cutting, path: string): (PersonalityFound | LoreFound)[] {
  const { value, secretsAt } = withoutSecrets(whole.value, emptiedSecrets);
  const subject = subjectIn(name => memberOf(value, name)) ?? subjectFor(null, fileName(path));
  const name = fitName(wordsOf(memberOf(value, 'name')), '/name');
  const { sketch, remarks } = sketchIn(value, name.text);
  const { fates, remarks: oddities } = fatesOf(value);
  const all = [...holdsSecrets(secretsAt), ...name.remarks, ...remarks, ...oddities];
  const personality: PersonalityFound = {
    kind: 'personalities',
    at: whole.at,
    raw: secretsAt.length === 0 ? whole.raw : spelled(value),
    subject,
    ...(all.length > 0 && { remarks: all }),
    weight: 'config',
    slug: slugOf(name.text ?? '') ?? null,
    sketch,
    fates,
    owners: [],
  };
  return [personality, ...loreIn(value).map(entry => ({ ...entry, subject }))];
}
