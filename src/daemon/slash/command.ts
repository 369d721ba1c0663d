import type { App } from '../../app.js';
import type { Said } from '../../domain/inbox/said.js';
import type { Asker, Form, OptionShape, OptionValue, Permission, Reply } from '../../domain/interaction/asked.js';

/** What the daemon knows of itself, and can look up where it is connected. */
export type Program = {
  readonly version: string;
  pingMs(): number | null;
  /** One message as it stands, or undefined. */
  message(channelId: string, messageId: string): Promise<Said | undefined>;
};

/** Somebody who asks for something, and what they gave with it. */
export type Use = {
  readonly asker: Asker;
  readonly options: ReadonlyMap<string, OptionValue>;
  readonly program: Program;
};

/** What is typed so far for an option that can be completed. */
export type Typing = { readonly asker: Asker; readonly option: string; readonly typed: string };

export type Choice = { readonly name: string; readonly value: string };

type Wording = {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  complete?(app: App, typing: Typing): Promise<readonly Choice[]>;
};

type Running<IsPrivate extends boolean> = {
  /** Whether nobody but whoever asked reads what comes of it. What goes wrong is read by nobody else in any case. */
  readonly isPrivate: IsPrivate;
  run(app: App, use: Use): Promise<Reply>;
};

/** Begins with something to fill in. It has to be there at once, so nothing that takes time may come before it. */
type Opening = { readonly isPrivate: true; open(app: App, use: Use): Promise<Form> };

type Doing<IsPrivate extends boolean> = Wording & (Running<IsPrivate> | Opening);

type Access = {
  readonly permission: Permission | null;
  readonly inDirectMessages: boolean;
};

type Parted<IsPrivate extends boolean> = Access &
  Pick<Wording, 'name' | 'description'> & { readonly parts: readonly Doing<IsPrivate>[] };

/** One thing that can be asked for: a command without parts, or a part of one. */
export type Deed = Doing<boolean>;
/** The same about keys, usage or memory: it cannot be declared public. */
export type ConfidentialDeed = Doing<true>;

export type Command = Access & Deed;
export type ConfidentialCommand = Access & ConfidentialDeed;
export type Group = Parted<boolean>;
export type ConfidentialGroup = Parted<true>;

/** Goes on where a form was sent or a button of a command was pressed. Only whoever it was made for gets here. */
export type Sequel = {
  readonly verb: string;
  go(app: App, use: SequelUse): Promise<Reply>;
};

export type SequelUse = {
  readonly asker: Asker;
  readonly about: string;
  readonly fields: ReadonlyMap<string, string>;
};
