import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/run-command.js';

const text = readFileSync(join(root, 'deploy/tzurot.service'), 'utf8');

/** Every line of the unit by its section and name; of some there may be several. */
const lines = new Map<string, string[]>();
let section = '';
for (const line of text.split('\n').filter(each => each !== '' && !each.startsWith('#'))) {
  const header = /^\[(\w+)\]$/.exec(line)?.[1];
  if (header !== undefined) section = header;
  else {
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    const key = `${section}.${name}`;
    lines.set(key, [...(lines.get(key) ?? []), value]);
  }
}

const the = (name: string) => lines.get(`Service.${name}`) ?? [];

describe('the unit for systemd', () => {
  it.each([
    ['User', 'tzurot'],
    ['StateDirectory', 'tzurot'],
    ['StateDirectoryMode', '0700'],
    ['UMask', '0077'],
    ['LimitCORE', '0'],
    ['NoNewPrivileges', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'yes'],
    ['KillSignal', 'SIGTERM'],
    ['TimeoutStopSec', '15'],
    ['Restart', 'on-failure'],
  ])('says %s=%s', (name, value) => expect(the(name)).toEqual([value]));

  it('keeps its home where the service may write', () => {
    expect(the('Environment')).toContain(`TZUROT_HOME=%S/${the('StateDirectory')[0]}`);
  });

  it.each([
    ['discord-token', 'DISCORD_TOKEN_FILE'],
    ['master-key', 'TZUROT_MASTER_KEY_FILE'],
  ])('lends the %s as a file, and not in the environment', (name, variable) => {
    expect(the('LoadCredential')).toContain(`${name}:/etc/tzurot/${name}`);
    expect(the('Environment')).toContain(`${variable}=%d/${name}`);
    expect(text).not.toMatch(/^Environment=(?:DISCORD_TOKEN|APP_MASTER_KEY|ENCRYPTION_KEY)=/m);
  });

  it('starts what is there, in one process, with no way in for a debugger', () => {
    for (const name of ['ExecStartPre', 'ExecStart']) {
      const [node, flag, script = ''] = the(name)[0]?.split(' ') ?? [];
      expect({ node, flag }).toEqual({ node: '/opt/tzurot/node_modules/.bin/node', flag: '--disable-sigusr1' });
      expect(existsSync(join(root, script))).toBe(true);
    }
    expect(the('ExecStart')[0]).toMatch(/ serve$/);
    expect(the('WorkingDirectory')).toEqual(['/opt/tzurot']);
  });

  it('does not start again what stays wrong, such as a token that is refused', () => {
    const ends = the('RestartPreventExitStatus')[0]?.split(' ');
    expect(ends).toEqual(expect.arrayContaining(['2', '3', '5', '6', '7']));
    expect(ends).not.toContain('1');
  });

  it('starts again so seldom that it cannot use up the connections of a day', () => {
    expect(lines.get('Unit.StartLimitIntervalSec')).toEqual(['1h']);
    expect(Number(lines.get('Unit.StartLimitBurst')) * 24).toBeLessThan(1000);
  });

  it('lets V8 compile', () => expect(the('MemoryDenyWriteExecute')).toEqual([]));
});
