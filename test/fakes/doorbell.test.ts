import { expect, it } from 'vitest';
import { doorbellContract } from '../contracts/doorbell.js';
import { fakeDoorbell } from './doorbell.js';

doorbellContract(() => {
  const doorbell = fakeDoorbell();
  return { doorbell, visit: doorbell.visit };
});

it('knows which doors stand open', async () => {
  const doorbell = fakeDoorbell();
  const door = await doorbell.open('/way');
  expect(doorbell.standing).toEqual([door.address]);
  await door.close();
  expect(doorbell.standing).toEqual([]);
});
