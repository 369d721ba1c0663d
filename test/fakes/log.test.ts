import { redactor } from '../../src/adapters/log/redact.js';
import { logContract } from '../contracts/log.js';
import { fakeLog } from './log.js';

logContract(() => {
  const secrets = redactor();
  const log = fakeLog(secrets);
  return { log, remember: secrets.remember, lines: () => log.lines, text: () => JSON.stringify(log.lines) };
});
