import type { WebSocket } from 'ws';

type Times = { readonly name?: string; times: number };

/** What is to go wrong on the gateway. Each can be said in JSON. */
export type GatewayFaults = {
  /** Every connection breaks, without a word. */
  drop(): void;
  /** Every connection is closed with this code. */
  close(code: number, reason?: string): void;
  /** The next so many that identify are hung up on with this code. */
  closeOnIdentify(code: number, times?: number): void;
  /** Op 7: come back, please. */
  reconnect(): void;
  /** Op 9. Unless they may be resumed, the sessions are gone. */
  invalidate(isResumable?: boolean): void;
  /** Sessions are gone, and who resumes learns of it then. */
  forget(): void;
  /** Heartbeats are no longer answered, on connections that are there now; others are well. */
  stopAcks(): void;
  /** The next so many connections hear nothing. */
  withholdHello(times?: number): void;
  /** The next so many are not even let in. */
  refuse(times?: number): void;
  /** The next so many events of this name (or of any) are sent twice. */
  duplicate(name?: string, times?: number): void;
  /** They are numbered, and never sent, unless somebody resumes from before. */
  lose(name?: string, times?: number): void;
  /** Events wait from now on. */
  hold(): void;
  /** They are sent, in order or the last first, and later ones no longer wait. */
  release(order?: 'in-order' | 'reversed'): void;
  /** Every event comes so many milliseconds late; 0 ends it. */
  delay(ms: number): void;
  /** A frame that is no JSON. */
  garbage(): void;
  /** An event nobody knows, so many bytes long. */
  huge(bytes: number): void;
};

export type GatewayTrouble = {
  readonly faults: GatewayFaults;
  isMute(socket: WebSocket): boolean;
  withholdsHello(): boolean;
  refusesNext(): boolean;
  closesNextIdentify(): number | undefined;
  /** Sends a numbered event, as far as nothing is wrong. */
  pass(socket: WebSocket | undefined, name: string, frame: string): void;
};

type Reach = {
  readonly sockets: () => readonly WebSocket[];
  /** Ends the sessions, or only takes them off their connections. */
  readonly detach: (isForGood: boolean) => void;
  readonly later: (ms: number, act: () => void) => void;
  readonly note: (fault: string) => void;
};

export function gatewayTrouble({ sockets, detach, later, note }: Reach): GatewayTrouble {
  const mute = new WeakSet<WebSocket>();
  const twice: Times[] = [];
  const lost: Times[] = [];
  const identifies: number[] = [];
  let held: [WebSocket, string][] | undefined;
  let [lateBy, helloless, refused] = [0, 0, 0];

  const claims = (rules: Times[], name: string): boolean => {
    const rule = rules.find(each => each.times > 0 && (each.name === undefined || each.name === name));
    if (rule) rule.times -= 1;
    return rule !== undefined;
  };
  const raw = (socket: WebSocket, text: string) => socket.readyState === socket.OPEN && socket.send(text);
  const all = (text: string) => {
    for (const socket of sockets()) raw(socket, text);
  };

  return {
    faults: {
      drop() {
        note('drop');
        for (const socket of sockets()) socket.terminate();
      },
      close(code, reason = '') {
        note(`close ${code}`);
        for (const socket of sockets()) socket.close(code, reason);
      },
      closeOnIdentify: (code, times = 1) => void identifies.push(...Array.from({ length: times }, () => code)),
      reconnect() {
        note('reconnect');
        all('{"op":7,"d":null,"s":null,"t":null}');
      },
      invalidate(isResumable = false) {
        note('invalidate');
        const open = sockets();
        detach(!isResumable);
        for (const socket of open) raw(socket, `{"op":9,"d":${isResumable},"s":null,"t":null}`);
      },
      forget() {
        note('forget');
        detach(true);
      },
      stopAcks() {
        note('stopAcks');
        for (const socket of sockets()) mute.add(socket);
      },
      withholdHello: (times = 1) => void (helloless += times),
      refuse: (times = 1) => void (refused += times),
      duplicate: (name, times = 1) => void twice.push({ times, ...(name === undefined ? {} : { name }) }),
      lose: (name, times = 1) => void lost.push({ times, ...(name === undefined ? {} : { name }) }),
      hold: () => void (held ??= []),
      release(order = 'in-order') {
        const frames = held ?? [];
        held = undefined;
        for (const [socket, frame] of order === 'reversed' ? frames.toReversed() : frames) raw(socket, frame);
      },
      delay: ms => void (lateBy = ms),
      garbage: () => all('{"op":0,"t":"MESSAGE_CRE\u0000'),
      huge: bytes => all(`{"t":"SOMETHING_NEW","s":null,"op":0,"d":{"text":"${'x'.repeat(bytes)}"}}`),
    },
    isMute: socket => mute.has(socket),
    withholdsHello: () => helloless > 0 && helloless-- > 0,
    refusesNext: () => refused > 0 && refused-- > 0,
    closesNextIdentify: () => identifies.shift(),
    pass(socket, name, frame) {
      if (socket === undefined || claims(lost, name)) return;
      const copies = claims(twice, name) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        if (held) held.push([socket, frame]);
        else if (lateBy > 0) later(lateBy, () => raw(socket, frame));
        else raw(socket, frame);
      }
    },
  };
}
