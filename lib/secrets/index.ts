export { createSecretBox } from './create-secret-box';
export { ensureMasterKeyMatches, keyCheckValue, renewKeyCheck, verifyKeyCheck } from './master-key-check';
export { hashPassword, needsRehash, verifyForNobody, verifyPassword } from './password';
export { PASSWORD_MAX_LENGTH } from './password-length';
export type { SecretBox } from './secretbox';
export { API_TOKEN_PREFIX, hashToken, newToken } from './token';
