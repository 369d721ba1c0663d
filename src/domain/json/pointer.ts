/** Where a member of the outermost object stands. */
export const memberPointer = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Where an element stands: `/memories/12`. In a list without a name, `/12`. */
export const pointerTo = (stream: string, index: number): string =>
  stream === '' ? `/${index}` : `${memberPointer(stream)}/${index}`;
