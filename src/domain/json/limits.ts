/** How deep JSON may be nested, the outermost value included. */
export const deepest = 64;

/** How many bytes one element of a list may have, or one line. */
export const longestElement = 16 * 1024 * 1024;

/** How many bytes a document may have without the lists that are read element by element. */
export const longestDocument = 64 * 1024 * 1024;
