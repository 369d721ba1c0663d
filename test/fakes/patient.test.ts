import { expect, it } from 'vitest';
import { patientContract } from '../contracts/patient.js';
import { fakePatient, homeless } from './patient.js';

patientContract(() => {
  const openFiles: string[] = [];
  const damage: string[] = [];
  const addresses = [{ name: 'Discord', url: 'https://discord.com/api', isOwn: false }];
  return {
    patient: fakePatient({ openFiles, damage, addresses, discord: null }),
    expose: () => openFiles[openFiles.push('/home/ada/.tzurot/tzurot.db') - 1] ?? '',
    spoil: () => void damage.push('the index is torn'),
    homeless: fakePatient(homeless),
  };
});

it('throws where an error stands for an answer', async () => {
  const error = new Error('The line is dead.');
  await expect(fakePatient({ provider: error }).provider()).rejects.toBe(error);
});
