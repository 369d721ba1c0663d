import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inviteLink } from '../../../src/domain/discord/invite.js';
import { administrator, everythingNeeded, neededPermissions } from '../../../src/domain/discord/permission.js';

const known = z.record(z.string(), z.bigint()).parse({ ...PermissionFlagsBits });
const spelled = (name: string) =>
  name
    .split('_')
    .map(word => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');

it.each(neededPermissions)('$name is the permission that Discord calls so', ({ name, bit }) => {
  expect(known[spelled(name)]).toBe(bit);
});

it('asks for nothing that could hurt a server', () => {
  const harmful = [
    'Administrator',
    'ManageGuild',
    'ManageRoles',
    'ManageChannels',
    'ManageMessages',
    'MentionEveryone',
  ];
  for (const name of harmful) expect(everythingNeeded & (known[name] ?? -1n)).toBe(0n);
  expect(known['Administrator']).toBe(administrator);
});

it('is six permissions, and the link asks for exactly these', () => {
  expect(everythingNeeded).toBe(275414879232n);
  const link = new URL(inviteLink('800000000000000001'));
  expect(`${link.origin}${link.pathname}`).toBe('https://discord.com/oauth2/authorize');
  expect(Object.fromEntries(link.searchParams)).toEqual({
    client_id: '800000000000000001',
    scope: 'bot applications.commands',
    permissions: '275414879232',
  });
});
