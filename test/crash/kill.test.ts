import { expect, it } from 'vitest';
import { chatFlow } from '../drills/flows/chat.ts';
import { initFlow } from '../drills/flows/init.ts';
import { keyRotateFlow } from '../drills/flows/key-rotate.ts';
import { migrateFlow } from '../drills/flows/migrate.ts';
import { killBeforeEachStatement } from './killing.ts';

const minutesMs = 5 * 60_000;

it.each([
  ['an init, killed before any of its statements, is finished by another', initFlow],
  [
    'a turn, killed before any of its statements, is in the store as a whole or not at all, and loses no answer',
    chatFlow,
  ],
  [
    'a migration, killed before any of its statements (reads after reads left out), is finished by another',
    migrateFlow,
  ],
  [
    'a change of master keys, killed before any of its statements, leaves everything openable, and is finished by another',
    keyRotateFlow(3),
  ],
])(
  '%s',
  async (_, flow) => {
    const { points, killed, troubles } = await killBeforeEachStatement(flow);
    expect(troubles).toEqual([]);
    expect(killed).toBe(points);
    expect(points).toBeGreaterThan(20);
  },
  minutesMs,
);
