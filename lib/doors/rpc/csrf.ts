/** A header of our own: a cross-site form cannot set it, a cross-site script would need CORS, which this door never grants. */
export const CSRF_HEADER = 'x-tenantry-console';
