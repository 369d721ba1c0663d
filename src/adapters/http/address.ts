import { BlockList, isIP } from 'node:net';

/** Ranges of IPv4 that lead into this machine, into somebody's own network, or nowhere. */
const specialV4 = ranges('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]);

/** The only part of IPv6 that is handed out to the public: mapped, NAT64, local and multicast addresses lie outside. */
const globalV6 = ranges('ipv6', ['2000::/3']);

/** What inside it is not public after all: protocol assignments with Teredo, documentation twice, and 6to4. */
const specialV6 = ranges('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** Says whether an address belongs to the public Internet. Anything that is not an address does not. */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false;
  const version = isIP(address);
  if (version === 4) return !specialV4.check(address, 'ipv4');
  return version === 6 && globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

function ranges(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [prefix = '', bits] = network.split('/');
    list.addSubnet(prefix, Number(bits), family);
  }
  return list;
}
