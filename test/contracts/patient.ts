import { describe, expect, test } from 'vitest';
import { TzurotError } from '../../src/domain/errors.js';
import type { Patient } from '../../src/ports/patient.js';

export type PatientWorld = {
  /** A machine with a home that was just made: nothing is wrong with it, nothing was said in it, no service is set up. */
  readonly patient: Patient;
  /** Lets others read a file of the home, and names it. */
  expose(): string;
  /** Damages what is derived in the store. */
  spoil(): void;
  /** A machine on which there is no home. */
  readonly homeless: Patient;
} & Partial<AsyncDisposable>;

export type OpenPatient = () => PatientWorld | Promise<PatientWorld>;

const version = /^\d+\.\d+\.\d+/;

/** What every Patient promises. Run it against each adapter, and against the fake. */
export function patientContract(open: OpenPatient) {
  describe('keeps the Patient contract', () => {
    const it = test.extend('world', async ({}, { onCleanup }) => {
      const world = await open();
      onCleanup(async () => await world[Symbol.asyncDispose]?.());
      return world;
    });

    it('knows which Node and which SQLite it runs on', async ({ world: { patient } }) => {
      expect(patient.nodeVersion()).toMatch(version);
      expect(await patient.sqliteVersion()).toMatch(version);
    });

    it('knows how much room there is', async ({ world: { patient } }) => {
      expect(await patient.freeBytes()).toBeGreaterThan(0);
    });

    it('says that nothing is wrong where nothing is', async ({ world: { patient } }) => {
      expect(await patient.home()).not.toBe('');
      expect(await patient.openFiles()).toEqual([]);
      expect(await patient.pendingMigrations()).toBe(0);
      expect(await patient.damage()).toEqual([]);
    });

    it('knows where the master key was found', async ({ world: { patient } }) => {
      expect(await patient.masterKey()).toEqual({
        from: expect.stringMatching(/./),
        createdAt: expect.any(Number),
        rotation: null,
        warnings: [],
      });
    });

    it('knows of no newest line before the first', async ({ world: { patient } }) => {
      expect(await patient.newestLine()).toBeNull();
    });

    it('asks no service where none is set up', async ({ world: { patient } }) => {
      expect(await patient.provider()).toBeNull();
    });

    it('asks nobody at Discord where there is no token', async ({ world: { patient } }) => {
      expect(await patient.discord()).toBeNull();
    });

    it('says where services would be asked', async ({ world: { patient } }) => {
      expect(patient.addresses()).not.toEqual([]);
      for (const { url } of patient.addresses()) expect(new URL(url).protocol).toMatch(/^https?:$/);
    });

    it('names the files that others can read', async ({ world: { patient, expose } }) => {
      const file = expose();
      expect(await patient.openFiles()).toEqual([file]);
    });

    it('takes the rights of others away', async ({ world: { patient, expose } }) => {
      await patient.closeFiles([expose()]);
      expect(await patient.openFiles()).toEqual([]);
    });

    it('leaves the files alone that it is not told of', async ({ world: { patient, expose } }) => {
      const file = expose();
      await patient.closeFiles([]);
      expect(await patient.openFiles()).toEqual([file]);
    });

    it('says what is broken', async ({ world: { patient, spoil } }) => {
      spoil();
      expect(await patient.damage()).not.toEqual([]);
    });

    it('mends what is derived', async ({ world: { patient, spoil } }) => {
      spoil();
      await patient.rebuildIndexes();
      expect(await patient.damage()).toEqual([]);
    });

    it('may be asked to mend what is whole', async ({ world: { patient } }) => {
      await patient.rebuildIndexes();
      expect(await patient.damage()).toEqual([]);
    });

    it.for(['home', 'pendingMigrations', 'damage', 'masterKey', 'newestLine'] as const)(
      'throws what is wrong when it is asked for %s where there is no home',
      async (question, { world: { homeless } }) => {
        await expect(homeless[question]()).rejects.toBeInstanceOf(TzurotError);
      },
    );

    it('answers for the machine where there is no home', async ({ world: { homeless } }) => {
      expect(homeless.nodeVersion()).toMatch(version);
      expect(await homeless.sqliteVersion()).toMatch(version);
      expect(await homeless.freeBytes()).toBeGreaterThan(0);
    });
  });
}
