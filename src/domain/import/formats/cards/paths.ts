/** The steps of a path. */
export const stepsOf = (path: string): string[] => path.split('/').filter(step => step !== '');

/** The name of a file without its ending. */
export const baseOf = (path: string): string => (stepsOf(path).at(-1) ?? '').replace(/(?<=.)\.[^.]*$/, '');

export const folderOf = (path: string): string | undefined => stepsOf(path).at(-2);

export const endingOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** The archive in which a file lies directly: `x.charx/` of `x.charx/card.json`. Undefined: in none. */
export const archiveAround = (path: string): string | undefined => /^(.*\.(?:charx|zip)\/)[^/]+$/i.exec(path)?.[1];
