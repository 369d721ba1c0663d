/** Who is kept out, and who has shown to be of age. By the ids of Discord. */
export interface Admissions {
  /** Whether one of these is blocked: a person, or the server or channel they speak in. */
  isBlocked(ids: { readonly user: string; readonly guild: string | null; readonly channel: string }): Promise<boolean>;
  /** Whether a person has shown to be of age. */
  isVerified(accountId: string): Promise<boolean>;
}
