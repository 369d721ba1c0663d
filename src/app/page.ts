import { harmlessEnvironment, hasScreen } from '../config.js';
import { openInBrowser } from '../adapters/system/browser.js';

/** Opens a page where there is a screen for it. Says whether that was tried. */
export function showPage(page: string): boolean {
  if (!hasScreen()) return false;
  openInBrowser(page, harmlessEnvironment());
  return true;
}
