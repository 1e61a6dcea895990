/** What was wrong with what somebody sent from the first page. */
export type WrongToday = 'code' | 'review_changed' | 'review_not_allowed';
