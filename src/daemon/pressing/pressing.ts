import type { App } from '../../app.js';
import type { Asker, Reply } from '../../domain/interaction/asked.js';
import type { Program } from '../slash/command.js';

export type PressUse = { readonly asker: Asker; readonly reference: string; readonly program: Program };

/** What pressing a button under something that was said does. What comes back is for whoever pressed. */
export type Pressing = (app: App, use: PressUse) => Promise<Reply>;
