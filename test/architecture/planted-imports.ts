/** A small tree in which every import is allowed, to plant the forbidden ones in. */
export const healthy: Readonly<Record<string, string>> = {
  'src/app.ts': `
    import type { Config } from './config.js';
    import { echo } from './adapters/echo/echo.js';
    import { store } from './adapters/sqlite/store.js';
    import * as wallet from './domain/wallet/actions.js';
    import type { Clock } from './ports/clock.js';
    export const openApp = async (config: Config, clock: Clock) => ({ config, clock, echo, store, wallet, discord: await import('./adapters/discord/chat.js') });`,
  'src/config.ts': `
    import { readFileSync } from 'node:fs';
    import { z } from 'zod';
    import { key } from './domain/wallet/key.js';
    export type Config = { readonly home: string };
    export const config = [readFileSync, z, key];`,
  'src/domain/around.ts': `
    import type { Clock } from '../ports/clock.js';
    export const timed = (clock: Clock) => clock.now();`,
  'src/domain/wallet/key.ts': `
    import { z } from 'zod';
    export const key = z.string();
    export type Key = string;`,
  'src/domain/wallet/seal.ts': `
    import { createCipheriv } from 'node:crypto';
    export const seal = createCipheriv;`,
  'src/domain/wallet/actions.ts': `
    import type { Keys } from '../../ports/keys.js';
    import { timed } from '../around.js';
    import { seal } from './seal.js';
    export const store = (keys: Keys) => [keys, seal, timed];`,
  'src/ports/clock.ts': 'export interface Clock { now(): number }',
  'src/ports/keys.ts': `
    import type { Key } from '../domain/wallet/key.js';
    import type { Clock } from './clock.js';
    export interface Keys { put(key: Key, clock: Clock): Promise<void> }`,
  'src/adapters/sqlite/store.ts': `
    import Database from 'better-sqlite3';
    import { drizzle } from 'drizzle-orm/better-sqlite3';
    import { load } from 'sqlite-vec';
    import type { Keys } from '../../ports/keys.js';
    import { key } from '../../domain/wallet/key.js';
    import { table } from './table.js';
    export const store = [Database, drizzle, load, key, table] as unknown as Keys;`,
  'src/adapters/sqlite/table.ts': 'export const table = 1;',
  'src/adapters/discord/chat.ts': `export { Client } from 'discord.js';`,
  'src/adapters/http/client.ts': `export { request } from 'undici';`,
  'src/adapters/log/log.ts': `export { pino } from 'pino';`,
  'src/adapters/openai/stream.ts': `export { createParser } from 'eventsource-parser';`,
  'src/adapters/archive/zip.ts': `export { ZipArchive } from 'archiver';`,
  'src/adapters/tokenizer/tokenizer.ts': `export { countTokens } from 'gpt-tokenizer/encoding/o200k_base';`,
  'src/adapters/documents/pdf.ts': `export { extractText } from 'unpdf';`,
  'src/adapters/sources/unzip.ts': `export { open } from 'yauzl';`,
  'src/adapters/echo/echo.ts': 'export const echo = 1;',
  'src/daemon/serve.ts': `
    import { once } from 'node:events';
    import type { openApp } from '../app.js';
    import { key } from '../domain/wallet/key.js';
    import type { Clock } from '../ports/clock.js';
    import { onMessage } from './on-message.js';
    export const serve = (app: typeof openApp, clock: Clock) => [app, clock, once, key, onMessage];`,
  'src/daemon/on-message.ts': 'export const onMessage = 1;',
  'src/commands/serve.ts': `
    import { serve } from '../daemon/serve.js';
    import { Base } from './_base.js';
    export default [serve, Base];`,
  'src/commands/_base.ts': `
    import { Command } from '@oclif/core';
    import { parse } from 'yaml';
    import { openApp } from '../app.js';
    import { config } from '../config.js';
    import { key } from '../domain/wallet/key.js';
    export const Base = [Command, parse, openApp, config, key];`,
  'src/commands/_view/chart.tsx': `
    import { Text } from 'ink';
    import { useState } from 'react';
    import { Spinner } from '@inkjs/ui';
    export const Chart = () => <Text>{[useState, Spinner].length}</Text>;`,
};

/** By rule, the files that break it and nothing else. */
export const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': {
    'src/adapters/echo/hen.ts': `import type { Egg } from './egg.js'; export type Hen = Egg[];`,
    'src/adapters/echo/egg.ts': `import type { Hen } from './hen.js'; export type Egg = Hen[];`,
  },
  'no-unresolvable': {
    'src/adapters/echo/lost.ts': `export * from './nowhere.js';`,
    'src/adapters/echo/unheard.ts': `export * from 'unheard-of';`,
  },
  'no-dev-dependencies': { 'src/adapters/echo/tool.ts': `export * from 'fast-check';` },
  'domain-is-pure': {
    'src/domain/turn/reads-files.ts': `export { readFileSync } from 'node:fs';`,
    'src/domain/turn/takes-a-package.ts': `export { parse } from 'yaml';`,
    'src/domain/turn/knows-an-adapter.ts': `export type { echo } from '../../adapters/echo/echo.js';`,
    'src/domain/turn/knows-the-app.ts': `export type { openApp } from '../../app.js';`,
    'src/domain/turn/knows-the-config.ts': `export type { Config } from '../../config.js';`,
    'src/domain/memory/actions.ts': `export const late = () => import('node:timers/promises');`,
  },
  'domain-seals-in-one-place': { 'src/domain/wallet/hash.ts': `export { createHash } from 'node:crypto';` },
  'domain-acts-through-ports': {
    'src/domain/wallet/quota.ts': `import type { Clock } from '../../ports/clock.js'; export type Quota = Clock;`,
    'src/domain/wallet/transactions.ts': `export type { Clock } from '../../ports/clock.js';`,
  },
  'domain-takes-ports-as-types': {
    'src/domain/turn/actions.ts': `import { Clock } from '../../ports/clock.js'; export type Turn = Clock;`,
    'src/domain/usage/actions.ts': `
      import type { Clock } from '../../ports/clock.js';
      import * as clock from '../../ports/clock.js';
      export const usage = (c: Clock) => [c, clock];`,
  },
  'ports-speak-domain': {
    'src/ports/stream.ts': `import type { Readable } from 'node:stream'; export type Stream = Readable;`,
    'src/ports/schema.ts': `import type { z } from 'zod'; export type Schema = z.ZodType;`,
    'src/ports/settings.ts': `import type { Config } from '../config.js'; export type Settings = Config;`,
    'src/ports/echo.ts': `import type { echo } from '../adapters/echo/echo.js'; export type Echo = typeof echo;`,
  },
  'ports-are-types': {
    'src/ports/loads-domain.ts': `export { key } from '../domain/wallet/key.js';`,
    'src/ports/loads-a-port.ts': `export * from './clock.js';`,
  },
  'ports-know-no-actions': { 'src/ports/calls-back.ts': `export type { store } from '../domain/wallet/actions.js';` },
  'adapters-look-inward': {
    'src/adapters/echo/knows-the-app.ts': `export type { openApp } from '../../app.js';`,
    'src/adapters/echo/knows-the-config.ts': `export type { Config } from '../../config.js';`,
    'src/adapters/echo/knows-a-command.ts': `export type { Base } from '../../commands/_base.js';`,
    'src/adapters/echo/knows-the-daemon.ts': `export type { serve } from '../../daemon/serve.js';`,
  },
  'adapters-know-no-actions': {
    'src/adapters/echo/acts.ts': `export { store } from '../../domain/wallet/actions.js';`,
  },
  'adapters-are-strangers': {
    'src/adapters/echo/neighbour.ts': `export { table } from '../sqlite/table.js';`,
    'src/adapters/echoes/namesake.ts': `export { echo } from '../echo/echo.js';`,
  },
  'commands-call-the-app': {
    'src/commands/wallet/stores.ts': `export { store } from '../../adapters/sqlite/store.js';`,
    'src/commands/wallet/ports.ts': `export type { Keys } from '../../ports/keys.js';`,
  },
  'commands-print': { 'src/commands/wallet/schema.ts': `export { z } from 'zod';` },
  'daemon-is-started-by-serve': {
    'src/commands/chat.ts': `export { serve } from '../daemon/serve.js';`,
    'src/commands/wallet/serve.ts': `export const later = () => import('../../daemon/serve.js');`,
  },
  'daemon-calls-the-app': {
    'src/daemon/on-request.ts': `export { z } from 'zod';`,
    'src/daemon/on-schedule.ts': `export { store } from '../adapters/sqlite/store.js';`,
    'src/daemon/on-interaction.ts': `export type { Base } from '../commands/_base.js';`,
    'src/daemon/reads-config.ts': `export { config } from '../config.js';`,
  },
  'daemon-takes-ports-as-types': { 'src/daemon/on-tick.ts': `export * from '../ports/clock.js';` },
  'app-knows-no-shell': {
    'src/app.ts': `
      import { serve } from './daemon/on-message.js';
      import { Chart } from './commands/_view/chart.js';
      export type openApp = [typeof serve, typeof Chart];`,
  },
  'config-comes-first': {
    'src/config.ts': `export type { echo } from './adapters/echo/echo.js'; export type { Clock } from './ports/clock.js';`,
  },
  'sqlite-at-home': {
    'src/adapters/echo/sqlite.ts': `import type { Database } from 'better-sqlite3'; export type Db = Database;`,
    'src/adapters/echo/drizzle.ts': `export { sql } from 'drizzle-orm/sql';`,
    'src/adapters/sqlite-vec/vectors.ts': `export { load } from 'sqlite-vec';`,
  },
  'discord-at-home': { 'src/adapters/echo/discord.ts': `export const late = () => import('discord.js');` },
  'http-at-home': { 'src/adapters/echo/http.ts': `export { request } from 'undici';` },
  'log-at-home': { 'src/adapters/echo/log.ts': `export { pino } from 'pino';` },
  'event-stream-at-home': { 'src/adapters/echo/sse.ts': `export * from 'eventsource-parser/stream';` },
  'zip-at-home': { 'src/adapters/echo/zip.ts': `export { ZipArchive } from 'archiver';` },
  'tokenizer-at-home': {
    'src/adapters/echo/tokenizer.ts': `export { countTokens } from 'gpt-tokenizer/encoding/o200k_base';`,
  },
  'pdf-at-home': { 'src/adapters/echo/pdf.ts': `export { extractText } from 'unpdf';` },
  'unzip-at-home': { 'src/adapters/echo/unzip.ts': `export { open } from 'yauzl';` },
  'oclif-at-home': { 'src/adapters/echo/oclif.ts': `export { Command } from '@oclif/core/command';` },
  'ink-at-home': {
    'src/adapters/echo/ink.tsx': `import { Text } from 'ink'; export const Echo = () => <Text>echo</Text>;`,
    'src/adapters/echo/react.ts': `export { useState } from 'react';`,
    'src/adapters/echo/inkjs.ts': `export { Spinner } from '@inkjs/ui';`,
  },
};
