import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { paintFor } from '../../../src/commands/_view/paint.js';
import { traceDocument } from '../../../src/commands/_view/trace/document.js';
import { traceInShort, tracePage } from '../../../src/commands/_view/trace/page.js';
import { widthOf } from '../../../src/commands/_view/fit.js';
import { nothingSpent } from '../../../src/domain/usage/usage.js';
import { aTrace } from '../../support/traces.js';

const plain = paintFor(false);
const page = (fields: Parameters<typeof aTrace>[0] = {}) => tracePage(traceDocument(aTrace(fields)), plain);

const tried = { model: 'some/model', provider: 'openrouter', upstream: 'Kettles Inc', generationId: null };

describe('the page of a trace', () => {
  it('says who answered, when, with what, and what it cost', () => {
    expect(page({ spent: { ...nothingSpent, costNanoUsd: 120_000 } })).toMatch(
      /^lilith answered at 2026-11-20T12:00:00\S*\nwith some\/model \(openrouter\), paid by own, 0\.00012 USD\n/,
    );
  });

  it('says why there is no answer', () => {
    const failure = { kind: 'overloaded', message: 'The service is busy.' };
    expect(page({ failure, steps: [], rawAnswer: '' })).toMatch(
      /had no answer at .*\n.*\noverloaded: The service is busy\.\n/,
    );
  });

  it('shows the share of each part of the prompt, and their sum', () => {
    const lines = page().split('\n');
    expect(lines).toContain('████████████         30 rules                 You are Lilith, in a chat.');
    expect(lines).toContain('████                 10 message               Are you there?');
    expect(lines).toContain('                     40 in all');
  });

  it('shows what was said before as one part', () => {
    const said = (role: string) => ({ name: `history (${role})`, tokens: 5, text: `The ${role} speaks.` });
    expect(page({ parts: [said('user'), said('assistant')] })).toMatch(
      / 10 history \(2 lines\) +The assistant speaks\./,
    );
  });

  it('shows each attempt with its times', () => {
    const attempts = [
      { ...tried, outcome: 'overloaded', ms: 1200, pausedMs: 0, spent: null },
      { ...tried, outcome: 'answered', ms: 800, pausedMs: 1100, spent: nothingSpent },
    ];
    const shown = page({ attempts });
    expect(shown).toMatch(/^some\/model +Kettles Inc +overloaded +1\.2 s +0\.0 s$/m);
    expect(shown).toMatch(/^some\/model +Kettles Inc +answered +0\.8 s +1\.1 s +\$0/m);
  });

  it('says what became of parameters that were not sent as they were set', () => {
    const note = 'The model does not take it.';
    const shown = page({ params: [{ name: 'top_k', value: 40, from: 'person', note, dropped: true }] });
    expect(shown).toMatch(/^– +top_k +40 +person$/m);
    expect(shown).toContain('top_k: The model does not take it.');
  });

  it('shows the steps that changed something, and what they took out', () => {
    const steps = [
      { name: 'thinking', changed: true, removed: ['Shall I?\nI shall.'] },
      { name: 'trim', changed: false },
    ];
    const shown = page({ steps, rawAnswer: '<think>Shall I?\nI shall.</think>Always.', reasoning: 'Hm.' });
    expect(shown).toContain('✓ thinking\n  − Shall I? I shall.\n');
    expect(shown).not.toContain('trim');
    expect(shown).toContain('  written: <think>Shall I? I shall.</think>Always.');
    expect(shown).toContain('  thought: Hm.');
  });

  it('says that nothing was changed', () => {
    expect(page()).toContain('The answer\n· as it was written\n');
  });

  it('shows what came to mind, and how near it was', () => {
    const shown = page({
      memories: [{ id: 'abcdefghijklmnop', text: 'She keeps bees.', score: 0.75, used: true }],
      lore: [{ id: 'tower', title: 'The tower', constant: false, why: 'tower was said' }],
    });
    expect(shown).toContain('✓ 0.750  abcdefghijklmnop  She keeps bees.');
    expect(shown).toContain('✓ lore   The tower: tower was said');
  });

  it('fits into 80 columns, whatever stands in it, and steers no terminal', () => {
    const long = 'שלום 灯台 \u001b[2J '.repeat(40);
    const shown = page({
      route: [{ rule: 'direct-message', matched: false, detail: long }],
      parts: [{ name: 'triggered-lore', tokens: 123_456, text: long }],
      params: [{ name: 'logit_bias', value: { [long]: 1 }, from: 'person-personality', note: long }],
      memories: [{ id: 'abcdefghijklmnop', text: long, score: 1, used: false }],
      lore: [{ id: 'tower', title: long, constant: false, why: long }],
      attempts: [
        {
          ...tried,
          model: long,
          upstream: long,
          outcome: 'too-alike',
          ms: 180_000,
          pausedMs: 4000,
          spent: nothingSpent,
        },
      ],
      steps: [{ name: 'thinking', changed: true, removed: [long] }],
      rawAnswer: long,
      reasoning: long,
      timingsMicros: { context: 1, complete: 480_000_000 },
    });
    expect(shown.split('\n').filter(line => widthOf(line) > 80)).toEqual([]);
    expect(shown).not.toContain('\u001b');
  });

  it('is the same in colour but for the colours', () => {
    const document = traceDocument(aTrace());
    const coloured = tracePage(document, paintFor(true));
    expect(coloured).not.toBe(tracePage(document, plain));
    expect(stripVTControlCharacters(coloured)).toBe(tracePage(document, plain));
  });

  it('shows a trace from before attempts had times', () => {
    expect(page()).toMatch(/^some\/model +openrouter +answered$/m);
  });
});

it('in short leaves out who answers, the parameters and the times', () => {
  const shown = traceInShort(traceDocument(aTrace()), plain);
  expect(shown).toContain('The prompt, in tokens');
  expect(shown).toContain('The answer');
  for (const heading of ['Who answers', 'Parameters', 'Attempts', 'Time'])
    expect(shown).not.toContain(`\n${heading}\n`);
});
