const groups = [8, 4, 4, 4, 12];

/** An identifier as the service makes them. */
export const uuidFrom = (random: () => number): string =>
  groups.map(length => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')).join('-');
