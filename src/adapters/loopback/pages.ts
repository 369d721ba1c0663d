export type Page = { readonly status: number; readonly html: string };

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>` +
  `<style>body{font:1.2rem/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>` +
  `<h1>${title}</h1><p>${text}</p></html>\n`;

export const thanks: Page = {
  status: 200,
  html: page('tzurot', 'You can close this window. What became of it is said where you started.'),
};

export const nothingHere: Page = { status: 404, html: page('Nothing here', 'There is nothing at this address.') };
