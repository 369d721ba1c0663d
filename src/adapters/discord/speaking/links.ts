/** Also right after a letter: Discord does not ask for the beginning of a word. */
const link = /https?:\/\/[^\s<>|)\]]+/giu;

/** Whether a text links to a place that is not on the list. What cannot be read as an address is on no list. */
export const hasUnlistedLink = (text: string, hosts: ReadonlySet<string>): boolean =>
  [...text.matchAll(link)].some(([address]) => !hosts.has(hostOf(address)));

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname.toLowerCase() : '');
