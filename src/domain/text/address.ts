/** An address below another one, whether or not that ends in a slash. */
export const addressBelow = (base: string, path: string): string => `${withoutSlash(base)}/${path}`;

export const withoutSlash = (address: string): string => address.replace(/\/+$/, '');
