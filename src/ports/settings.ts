/** `off` is a choice like any other value; nothing stored means: inherit. */
export type StoredSetting = { readonly state: 'off' } | { readonly state: 'value'; readonly value: unknown };

/** Whose setting it is: a person's, everywhere or with one personality. */
export type SettingPlace = { readonly userId: string; readonly personalityId: string | null };

/** What people chose for themselves. */
export interface Settings {
  /** What is stored in exactly this place, by key. */
  read(place: SettingPlace): Promise<ReadonlyMap<string, StoredSetting>>;
  /** What is stored in this place under `insteadOf` goes with it. */
  write(place: SettingPlace, key: string, setting: StoredSetting, insteadOf?: string): Promise<void>;
  /** Back to inheriting. False if nothing was stored. */
  unset(place: SettingPlace, key: string): Promise<boolean>;
}
