import type { Whereabouts } from '../inbox/said.js';

/** What somebody may do where they are, as far as commands ask for it. */
export type Permission = 'manage-channels' | 'manage-server';

/** A value that somebody gave with a command. */
export type OptionValue = string | number | boolean;

/** One thing that a command can be given. */
export type OptionShape = {
  readonly name: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'flag' | 'channel';
  readonly isRequired: boolean;
  /** At most 25; instead of them, what is typed so far may be completed. */
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly isCompleted?: boolean;
};

/** A command as people see it before they use it. With `parts`, one of them is always named. */
export type CommandShape = {
  readonly name: string;
  readonly description: string;
  /** Who sees it. Null: everybody. */
  readonly permission: Permission | null;
  /** Whether it is there in direct messages as well. */
  readonly inDirectMessages: boolean;
  readonly options: readonly OptionShape[];
  readonly parts: readonly {
    readonly name: string;
    readonly description: string;
    readonly options: readonly OptionShape[];
  }[];
};

/** Who asks, and where. */
export type Asker = {
  readonly accountId: string;
  readonly name: string;
  readonly where: Whereabouts;
  readonly permissions: ReadonlySet<Permission>;
};

/** Something to fill in. */
export type Form = {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly hint: string | null;
    readonly isLong: boolean;
    readonly isRequired: boolean;
  }[];
};

/** What is said back to whoever asked. */
export type Reply = {
  readonly text: string;
  /** Buttons with ids of the caller's own making. */
  readonly buttons?: readonly { readonly id: string; readonly label: string; readonly isDangerous?: boolean }[];
};

/** What somebody asked of the program itself. */
export type Asked =
  | {
      readonly kind: 'command';
      /** With its part, if it has any: `channel activate`. */
      readonly name: string;
      readonly options: ReadonlyMap<string, OptionValue>;
    }
  | { readonly kind: 'button'; readonly id: string; readonly messageId: string }
  | { readonly kind: 'form'; readonly id: string; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: 'completion'; readonly name: string; readonly option: string; readonly typed: string };
