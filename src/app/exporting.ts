import { deflate } from '../adapters/system/inflate.js';
import * as exporting from '../domain/export/actions.js';
import { lend } from './lend.js';
import type { Ports } from './ports.js';

/** What exports take. It is loaded only for them. */
export const exportingOver = (ports: Ports) => lend({ ...ports, deflate }, exporting);
