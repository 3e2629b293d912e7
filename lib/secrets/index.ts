export { createSecretBox } from './create-secret-box';
export { ensureMasterKeyMatches, keyCheckValue, renewKeyCheck, verifyKeyCheck } from './master-key-check';
export { PASSWORD_MAX_LENGTH, hashPassword, needsRehash, verifyForNobody, verifyPassword } from './password';
export type { SecretBox } from './secretbox';
export { API_TOKEN_PREFIX, hashToken, newToken } from './token';
