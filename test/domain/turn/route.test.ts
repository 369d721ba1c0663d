import { describe, expect, it } from 'vitest';
import { directoryOf } from '../../../src/domain/personality/alias.js';
import type { Incoming } from '../../../src/domain/turn/incoming.js';
import { mostAnswers, route, type Routed, type Situation } from '../../../src/domain/turn/route.js';
import { anIncoming, aPersonality, aVenue } from '../../support/builders.js';

const slugs = ['lilith', 'luna', 'selene', 'hecate', 'nyx', 'eos', 'iris'];
const directory = directoryOf(slugs.map(id => aPersonality({ id })));

const aSituation = (fields: Partial<Situation> = {}): Situation => ({
  directory,
  available: new Set(slugs),
  isDenied: false,
  activated: [],
  conversingWith: null,
  dmWith: null,
  ...fields,
});

const hall = aVenue({ kind: 'guild' });
const inHall = (fields: Partial<Incoming> = {}) => anIncoming({ venue: hall, ...fields });
const from = (kind: Incoming['author']['kind']) => ({ author: { userId: 'ada', accountId: 'ada', name: 'ada', kind } });
const toLuna = { replyTo: { kind: 'personality', slug: 'luna' } } as const;
const toBob = { replyTo: { kind: 'person' } } as const;

const answering = ({ answers }: Routed) => answers.map(({ slug }) => slug);
const decider = ({ steps }: Routed) => steps.findLast(({ matched }) => matched)?.rule;

type Case = readonly [what: string, message: Incoming, situation: Partial<Situation>, who: string[], rule: string];

const answered: readonly Case[] = [
  ['whoever is mentioned', inHall({ text: '@luna?' }), {}, ['luna'], 'addressed'],
  ['all who are mentioned, in the order of the text', inHall({ text: '@nyx @luna' }), {}, ['nyx', 'luna'], 'addressed'],
  ['whoever is replied to', inHall(toLuna), {}, ['luna'], 'addressed'],
  ['whoever is replied to, before who is mentioned', inHall({ text: '@nyx', ...toLuna }), {}, ['luna', 'nyx'], 'addressed'], // prettier-ignore
  ['whoever is mentioned in a reply to somebody else', inHall({ text: '@nyx', ...toBob }), {}, ['nyx'], 'addressed'],
  ['nobody beside those who are addressed', inHall({ text: '@nyx' }), { activated: ['luna'] }, ['nyx'], 'addressed'],
  ['one who is addressed twice once', inHall({ text: '@luna @luna @nyx', ...toLuna }), {}, ['luna', 'nyx'], 'addressed'], // prettier-ignore
  ['those who are activated, by their slots', inHall(), { activated: ['nyx', 'luna'] }, ['nyx', 'luna'], 'activated'],
  ['whom one is in conversation with', inHall(), { conversingWith: 'luna' }, ['luna'], 'conversing'],
  ['those who are activated rather than whom one talks with', inHall(), { activated: ['nyx'], conversingWith: 'luna' }, ['nyx'], 'activated'], // prettier-ignore
  ['the last one in a direct message', anIncoming(), { dmWith: 'luna' }, ['luna'], 'direct-message'],
  ['another one who is mentioned in a direct message', anIncoming({ text: '@nyx' }), { dmWith: 'luna' }, ['nyx'], 'addressed'], // prettier-ignore
  ['a person who speaks through a proxy', inHall({ text: '@luna', ...from('proxied') }), {}, ['luna'], 'addressed'],
  ['at most five of those who are mentioned', inHall({ text: slugs.map(slug => `@${slug}`).join(' ') }), {}, slugs.slice(0, 5), 'addressed'], // prettier-ignore
  ['at most five of those who are activated', inHall(), { activated: slugs }, slugs.slice(0, 5), 'activated'],
];

describe('a message is answered by', () => {
  it.each(answered)('%s', (_, message, situation, who, rule) => {
    const routed = route(message, aSituation(situation));
    expect(answering(routed)).toEqual(who);
    expect(new Set(routed.answers.map(answer => answer.rule))).toEqual(new Set([rule]));
    expect(routed).toMatchObject({ ignored: null, help: false });
  });
});

type Ignored = readonly [what: string, message: Incoming, situation: Partial<Situation>, because: string];

const ignored: readonly Ignored[] = [
  ['it is out of character', inHall({ text: '((brb, @luna' }), {}, 'out-of-character'],
  ['it is out of character in another way', anIncoming({ text: '  // brb' }), { dmWith: 'luna' }, 'out-of-character'],
  ['the person is blocked', inHall({ text: '@luna' }), { isDenied: true }, 'denied'],
  ['we said it ourselves', inHall({ text: '@luna', ...from('self') }), {}, 'bot'],
  ['another bot said it', inHall({ text: '@luna', ...from('bot') }), { activated: ['luna'] }, 'bot'],
  ['it replies to another person', inHall(toBob), {}, 'reply-to-person'],
  ['it replies to another person where somebody is activated', inHall(toBob), { activated: ['luna'] }, 'reply-to-person'], // prettier-ignore
  ['it addresses nobody', inHall(), {}, 'nobody-addressed'],
  ['it mentions somebody in code only', inHall({ text: '`@luna`' }), {}, 'nobody-addressed'],
  ['it mentions one who is not open to the person', inHall({ text: '@luna' }), { available: new Set() }, 'nobody-addressed'], // prettier-ignore
  ['it replies to one who is not open to the person', inHall(toLuna), { available: new Set() }, 'nobody-addressed'],
  ['who is activated is not open to the person', inHall(), { available: new Set(), activated: ['luna'] }, 'nobody-addressed'], // prettier-ignore
  ['whom one talks with is not open to the person', inHall(), { available: new Set(), conversingWith: 'luna' }, 'nobody-addressed'], // prettier-ignore
];

describe('a message is ignored when', () => {
  it.each(ignored)('%s', (_, message, situation, because) => {
    const routed = route(message, aSituation(situation));
    expect(routed).toMatchObject({ answers: [], help: false, ignored: because });
  });
});

describe('help is given', () => {
  it.each([
    ['where the program itself is mentioned', inHall({ mentionsBot: true }), {}],
    ['in a direct message in which nobody has spoken yet', anIncoming(), {}],
    ['in a direct message of one who is not open to the person any more', anIncoming(), { dmWith: 'luna', available: new Set<string>() }], // prettier-ignore
  ])('%s', (_, message, situation) => {
    expect(route(message, aSituation(situation))).toMatchObject({ answers: [], help: true, ignored: null });
  });

  it('not where somebody answers', () => {
    expect(route(inHall({ text: '@luna', mentionsBot: true }), aSituation()).help).toBe(false);
  });
});

describe('a conversation that goes on', () => {
  it('is one of a server, not of direct messages', () => {
    const routed = route(anIncoming(), aSituation({ conversingWith: 'nyx', dmWith: 'luna' }));
    expect(answering(routed)).toEqual(['luna']);
  });
});

describe('the steps', () => {
  const rules = [
    'out-of-character', 'denied', 'bot', 'addressed', 'reply-to-person', 'activated', 'conversing', 'direct-message', 'help',
  ]; // prettier-ignore

  it('are all rules, where none applies', () => {
    const { steps } = route(inHall(), aSituation());
    expect(steps.map(({ rule }) => rule)).toEqual(rules);
    expect(steps.some(({ matched }) => matched)).toBe(false);
  });

  it.each(rules.map((rule, index) => [rule, index] as const))('end with %s where that one applies', (rule, index) => {
    const messages: Readonly<Record<string, Routed>> = {
      'out-of-character': route(inHall({ text: '((' }), aSituation({ isDenied: true })),
      denied: route(inHall(from('bot')), aSituation({ isDenied: true })),
      bot: route(inHall({ text: '@luna', ...from('bot') }), aSituation()),
      addressed: route(inHall({ text: '@luna', ...toBob }), aSituation()),
      'reply-to-person': route(inHall(toBob), aSituation({ activated: ['luna'] })),
      activated: route(inHall(), aSituation({ activated: ['luna'], conversingWith: 'nyx' })),
      conversing: route(inHall({ mentionsBot: true }), aSituation({ conversingWith: 'nyx' })),
      'direct-message': route(anIncoming({ mentionsBot: true }), aSituation({ dmWith: 'luna' })),
      help: route(inHall({ mentionsBot: true }), aSituation()),
    };
    const routed = messages[rule];
    expect(routed?.steps.map(step => step.rule)).toEqual(rules.slice(0, index + 1));
    expect(routed && decider(routed)).toBe(rule);
  });

  it('each say what they saw', () => {
    const { steps } = route(inHall({ text: '@luna' }), aSituation());
    expect(steps.every(({ detail }) => detail !== '')).toBe(true);
    expect(steps.at(-1)?.detail).toBe('addresses luna');
  });

  it('tell nothing of one who is not open to the person', () => {
    const routed = route(
      inHall({ text: '@luna', ...toLuna }),
      aSituation({ available: new Set(), activated: ['luna'] }),
    );
    expect(JSON.stringify(routed)).not.toContain('luna');
  });
});

it('lets five answer at most', () => {
  expect(mostAnswers).toBe(5);
});
