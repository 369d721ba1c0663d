import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { editorOf, harmlessEnvironment } from '../config.js';
import { messageOf, TzurotError } from '../domain/errors.js';

const heading = '# Change what you like, save, and close the editor. To leave everything as it is, empty the file.\n';

/** Opens a form in the person’s editor and returns what they made of it. */
export async function editForm(form: unknown): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-form-'));
  const file = join(folder, 'personality.yaml');
  try {
    writeFileSync(file, heading + stringify(form), { mode: 0o600 });
    await runEditor(file);
    return understood(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runEditor(file: string): Promise<void> {
  const [command = 'vi', ...args] = editorOf().split(/\s+/);
  const editor = spawn(command, [...args, file], { stdio: 'inherit', env: harmlessEnvironment() });
  const [code] = await once(editor, 'exit').catch((cause: unknown) => {
    throw new TzurotError('unavailable', `The editor “${command}” does not start. Name another in EDITOR.`, { cause });
  });
  if (code !== 0) throw new TzurotError('unavailable', 'The editor ended with an error, so nothing was changed.');
}

function understood(text: string): unknown {
  try {
    const form: unknown = parse(text);
    if (form !== null) return form;
  } catch (error) {
    throw new TzurotError('invalid', `The form cannot be read, so nothing was changed: ${messageOf(error)}`, {
      cause: error,
    });
  }
  throw new TzurotError('invalid', 'The form is empty, so nothing was changed.');
}
