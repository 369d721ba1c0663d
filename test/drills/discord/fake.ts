import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Plan } from '../../fakes/discord/build.ts';
import type { Rule } from '../../fakes/discord/faults.ts';
import type { GatewayOptions } from '../../fakes/discord/gateway.ts';
import { node } from '../program.ts';

const main = fileURLToPath(new URL('../../fakes/discord/main.ts', import.meta.url));

const announced = z.object({
  apiUrl: z.string(),
  controlUrl: z.string(),
  token: z.string(),
  names: z.record(z.string(), z.string()),
});

/** A Discord in a process of its own, which lives on whatever becomes of the program. */
export type FakeDiscord = AsyncDisposable & {
  readonly apiUrl: string;
  readonly token: string;
  /** A line of JSON for everything that happened there. */
  readonly journal: string;
  id(name: string): string;
  /** Calls what goes by that name in its `_control`. */
  tell(deed: string, ...values: readonly unknown[]): Promise<unknown>;
};

type Options = {
  readonly plan: Plan;
  readonly gateway?: GatewayOptions;
  /** Whether it limits how often it may be asked, near to how the real one does. */
  readonly limits?: boolean;
  readonly faults?: readonly Rule[];
};

export async function startDiscord(folder: string, options: Options): Promise<FakeDiscord> {
  const { plan, gateway = {}, limits = false, faults = [] } = options;
  const [planned, journal] = [join(folder, 'plan.json'), join(folder, 'journal.jsonl')];
  writeFileSync(planned, JSON.stringify(plan));
  const argv = ['--plan', planned, '--journal', journal, '--gateway', JSON.stringify(gateway)];
  const child = spawn(node, [main, ...argv, ...(limits ? ['--limits'] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { apiUrl, controlUrl, token, names } = announced.parse(JSON.parse(String(line)));
  const agent = new Agent({ keepAlive: true });

  const tell = async (deed: string, ...values: readonly unknown[]): Promise<unknown> => {
    const asked = request(controlUrl, { method: 'POST', agent }).end(JSON.stringify({ do: deed, with: values }));
    const [response] = await once(asked, 'response');
    const answer: unknown = JSON.parse(await text(response));
    if (response.statusCode !== 200) throw new Error(`${deed}: ${JSON.stringify(answer)}`);
    return answer;
  };
  for (const fault of faults) await tell('faults.add', fault);
  return {
    apiUrl,
    token,
    journal,
    id: name => names[name] ?? name,
    tell,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
