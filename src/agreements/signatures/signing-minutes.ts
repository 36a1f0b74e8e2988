/** How long a code signs: long enough to find the mail, short enough for a desk that others pass. */
export const requestMinutes = 30
