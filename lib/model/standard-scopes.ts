/** Names that OpenID Connect gives a meaning: OpenID Connect Core 5.4 and 11. */
export const STANDARD_SCOPES: readonly { name: string; claims: readonly string[]; dependsOn: string | null }[] = [
  { name: 'openid', claims: ['sub'], dependsOn: null },
  { name: 'profile', claims: ['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'], dependsOn: 'openid' },
  { name: 'email', claims: ['email', 'email_verified'], dependsOn: 'openid' },
  { name: 'address', claims: ['address'], dependsOn: 'openid' },
  { name: 'phone', claims: ['phone_number', 'phone_number_verified'], dependsOn: 'openid' },
  { name: 'offline_access', claims: [], dependsOn: 'openid' },
];
