import type { ServerErrors, ServerForm } from './form';

/** What every section of the server form gets. */
export interface ServerSection {
  form: ServerForm;
  errors: ServerErrors;
  change: (change: Partial<ServerForm>) => void;
}
