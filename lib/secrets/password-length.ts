/** Longest password that is looked at, in UTF-16 units: longer ones are refused before any work. */
export const PASSWORD_MAX_LENGTH = 1024;
