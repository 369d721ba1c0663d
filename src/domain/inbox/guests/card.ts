/** What somebody is told for whom free models answer that may keep what they write. */
export const guestCard =
  'You speak as a guest here, with a free model. Whoever runs that model may keep what you write, and train on it. `/wallet set` stores a key of your own, and then nobody takes you for a guest any more.';
