import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openDiscord } from './open.ts';
import { usualLimits } from './limits.ts';
import type { Plan } from './build.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    /** A file with a plan in JSON. */
    plan: { type: 'string' },
    journal: { type: 'string' },
    /** `GatewayOptions` in JSON. */
    gateway: { type: 'string' },
    seed: { type: 'string', default: '1' },
    limits: { type: 'boolean', default: false },
  },
});
const planned: { plan?: Plan } =
  values.plan === undefined ? {} : { plan: JSON.parse(readFileSync(values.plan, 'utf8')) };
const discord = await openDiscord({
  port: Number(values.port),
  seed: Number(values.seed),
  ...planned,
  ...(values.journal === undefined ? {} : { journal: values.journal }),
  ...(values.gateway === undefined ? {} : { gateway: JSON.parse(values.gateway) }),
  ...(values.limits ? { limits: usualLimits } : {}),
});
const { apiUrl, cdnUrl, gatewayUrl, controlUrl, token, world } = discord;
console.log(JSON.stringify({ apiUrl, cdnUrl, gatewayUrl, controlUrl, token, names: Object.fromEntries(world.names) }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void discord.close());
