import type { Discovery, Format, Glimpse, Recognised } from '../../format.js';
import type { Cutting, Subject } from '../../found.js';
import { idIn, nameIn } from './character.js';
import { holds, pathIn } from './condition.js';
import { documentIn, talkIn } from './document.js';
import type { Mapping, Shape } from './mapping.js';
import { isShallow, rootOf } from './path.js';
import { fileRemarks, withRemarks } from './remarks.js';
import { sampleOf } from './sample.js';
import { linesIn } from './speech.js';
import { subjectFor } from './subject.js';

/** The format that a mapping describes. */
export const mappedFormat = (mapping: Mapping): Format => ({
  name: 'generic',
  recognise(glimpse) {
    const { json } = glimpse;
    if (json?.root !== 'object') return undefined;
    const isThere = (path: string) => json.members.has(rootOf(path) ?? '') || rootOf(path) === undefined;
    const possible = mapping.shapes.filter(({ recognise }) => recognise.every(each => isThere(pathIn(each))));
    if (possible.length === 0) return undefined;
    const sample = sampleOf(glimpse);
    const shape = possible.find(({ recognise }) => recognise.every(each => holds(sample, each)));
    return shape === undefined ? undefined : recognised(mapping, shape, sample, glimpse);
  },
});

function recognised(mapping: Mapping, shape: Shape, sample: unknown, { path }: Glimpse): Recognised {
  const name = shape.character && nameIn(sample, shape.character);
  const subject = subjectFor((shape.character && idIn(sample, shape.character)) ?? null, name);
  const file = { mapping, shape, subject, name, path };
  const common = {
    format: 'generic',
    role: shape.role,
    subject,
    isWorldwide: mapping.isWorldwide ?? false,
    reads: 'json',
  } as const;
  const stream = streamOf(shape, subject);
  if (stream === undefined) return { ...common, streams: [], document: (whole: Cutting) => documentIn(whole, file) };
  const talk = { id: talkIn(sample, file), times: mapping.times };
  return {
    ...common,
    streams: [stream.name],
    document: (whole: Cutting) => documentIn(whole, file),
    element(cutting: Cutting, _, index: number): Iterable<Discovery> {
      const lines = linesIn({ ...cutting, index }, stream.lines, talk);
      return index === 0 && subject === null ? withRemarks(lines, fileRemarks(mapping, subject)) : lines;
    },
  };
}

/** Messages can come one at a time when they are all in one list and it is known already whose they are. */
function streamOf(shape: Shape, subject: Subject | null) {
  const [block, ...more] = shape.messages ?? [];
  if (block === undefined || more.length > 0 || !isShallow(block.each)) return undefined;
  return shape.character === undefined || subject !== null ? { name: block.each, lines: block.lines } : undefined;
}
