import { describe, expect, it } from 'vitest';
import { systemHash } from '../../../../src/adapters/system/hash.js';
import { look, type SeeingPorts } from '../../../../src/domain/turn/seeing/actions.js';
import type { Eyes } from '../../../../src/domain/turn/seeing/eyes.js';
import { attachmentLimits, type Attachment } from '../../../../src/domain/turn/seeing/attachment.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeDescriptions } from '../../../fakes/descriptions.js';
import { fakeDocuments } from '../../../fakes/documents.js';
import { fakeLog } from '../../../fakes/log.js';
import { emptyState } from '../../../fakes/state.js';
import { anAttachment, aUser, noon } from '../../../support/builders.js';
import { aPdf, saying } from '../../../support/pdf.js';
import { aGif } from '../../../support/pictures.js';

/** Ada and bob, and nothing has been described to them. */
function aWorld(): SeeingPorts {
  const state = emptyState();
  for (const id of ['ada', 'bob']) state.users.set(id, aUser({ id }));
  return {
    descriptions: fakeDescriptions(state),
    documents: fakeDocuments(),
    clock: fakeClock(noon),
    hash: systemHash(),
    log: fakeLog(),
  };
}

/** Says what it was asked to describe, by size. */
function aDescriber(text = 'A cat.') {
  const asked: number[] = [];
  const say: Eyes = async ({ bytes }) => {
    asked.push(bytes.length);
    return { text, model: 'see/er' };
  };
  return { asked, say };
}

type Looking = Partial<Parameters<typeof look>[2]>;

const shown = (ports: SeeingPorts, attachments: readonly Attachment[], looking: Looking = {}) =>
  look(ports, attachments, { userId: 'ada', sees: false, eyes: null, contextTokens: 32_000, ...looking });

const cat = anAttachment({ name: 'cat.gif', bytes: aGif() });

describe('a picture', () => {
  it('is seen as it is by a model that sees, and nobody else is asked', async () => {
    const { asked, say } = aDescriber();
    expect(await shown(aWorld(), [cat], { sees: true, eyes: say })).toEqual([
      { kind: 'picture', name: 'cat.gif', seen: { type: 'image/gif', bytes: cat.bytes }, description: null },
    ]);
    expect(asked).toEqual([]);
  });

  it('is described where the model does not see, once for each person', async () => {
    const ports = aWorld();
    const { asked, say } = aDescriber();
    const described = [{ kind: 'picture', name: 'cat.gif', seen: null, description: 'A cat.' }];
    expect(await shown(ports, [cat], { eyes: say })).toEqual(described);
    expect(await shown(ports, [cat], { eyes: say })).toEqual(described);
    expect(asked).toHaveLength(1);
    expect(await shown(ports, [cat], { userId: 'bob', eyes: say })).toEqual(described);
    expect(asked).toHaveLength(2);
  });

  it('keeps who described it and when', async () => {
    const ports = aWorld();
    await shown(ports, [cat], { eyes: aDescriber(' A cat. ').say });
    const sha256 = ports.hash.sha256(cat.bytes);
    const kept = { sha256, text: 'A cat.', model: 'see/er', madeAt: noon };
    expect(await ports.descriptions.find('ada', sha256)).toEqual(kept);
  });

  it('has the words that were once found for it also where the model sees', async () => {
    const ports = aWorld();
    await shown(ports, [cat], { eyes: aDescriber().say });
    expect(await shown(ports, [cat], { sees: true })).toMatchObject([{ description: 'A cat.', seen: {} }]);
  });

  it.each([
    ['nobody sees', null],
    ['describing it fails', () => Promise.reject(new Error('no'))],
    ['nothing is said about it', aDescriber(' ').say],
  ])('stays unseen where %s', async (_, other) => {
    expect(await shown(aWorld(), [cat], { eyes: other })).toMatchObject([{ seen: null, description: null }]);
  });

  it('is told by what is in it, whatever it is called', async () => {
    expect(await shown(aWorld(), [{ ...cat, name: 'cat.txt' }])).toMatchObject([{ kind: 'picture' }]);
    expect(await shown(aWorld(), [anAttachment({ name: 'cat.png' })])).toMatchObject([{ kind: 'document' }]);
  });

  it('is not looked at where there are more than four, or when it is damaged', async () => {
    const files = [...Array.from({ length: 5 }, () => cat), { ...cat, bytes: aGif().subarray(0, 6) }];
    const kinds = (await shown(aWorld(), files)).map(({ kind }) => kind);
    expect(kinds).toEqual(['picture', 'picture', 'picture', 'picture', 'unread', 'unread']);
  });
});

describe('a document', () => {
  it('is read, without what would steer a terminal', async () => {
    const notes = anAttachment({ bytes: Buffer.from('Bees\u202e dance.\r\nBees sing.\n') });
    expect(await shown(aWorld(), [notes])).toEqual([
      { kind: 'document', name: 'notes.md', text: 'Bees dance.\nBees sing.', isCut: false },
    ]);
  });

  it('is read also as a PDF', async () => {
    const pdf = anAttachment({ name: 'a.pdf', bytes: aPdf(saying('The tower.')) });
    expect(await shown(aWorld(), [pdf])).toMatchObject([{ kind: 'document', text: 'The tower.' }]);
  });

  it.each([
    ['without text', aPdf({ content: '' }), 'There is no text in it.'],
    ['that is damaged', Buffer.from('%PDF-1.4'), 'It is damaged.'],
  ])('%s is said to be so', async (_, bytes, why) => {
    expect(await shown(aWorld(), [anAttachment({ bytes })])).toEqual([{ kind: 'unread', name: 'notes.md', why }]);
  });

  const long = anAttachment({ bytes: Buffer.from('x'.repeat(attachmentLimits.text - 10)) });

  it('is cut where all of them together get too long, and left out after that', async () => {
    const three = await shown(aWorld(), [long, long, long], { contextTokens: 1_000_000 });
    expect(three.map(each => (each.kind === 'document' ? [each.text.length, each.isCut] : each.kind))).toEqual([
      [attachmentLimits.text - 10, false],
      [10, true],
      'unread',
    ]);
  });

  it('takes half of what a model reads at most', async () => {
    expect(await shown(aWorld(), [long], { contextTokens: 4000 })).toMatchObject([
      { text: 'x'.repeat(6000), isCut: true },
    ]);
  });
});

it('gives what was said in what can be heard, where somebody wrote it down', async () => {
  const voice = anAttachment({ name: 'voice.ogg', bytes: Buffer.from('OggS') });
  expect(await shown(aWorld(), [voice, { ...voice, transcript: 'Good evening.' }])).toEqual([
    { kind: 'audio', name: 'voice.ogg', transcript: null },
    { kind: 'audio', name: 'voice.ogg', transcript: 'Good evening.' },
  ]);
});

it('says of any other file that it cannot be read', async () => {
  const archive = anAttachment({ name: 'a\n.zip', bytes: Buffer.from('PK\x03\x04') });
  const large = anAttachment({ bytes: new Uint8Array(attachmentLimits.bytes + 1) });
  expect(await shown(aWorld(), [archive, large])).toMatchObject([
    { kind: 'unread', name: 'a .zip' },
    { kind: 'unread' },
  ]);
});

it('looks at no more than ten files', async () => {
  expect(
    await shown(
      aWorld(),
      Array.from({ length: 12 }, () => anAttachment()),
    ),
  ).toHaveLength(10);
});
