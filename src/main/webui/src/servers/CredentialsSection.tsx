import { FormSection, Radio } from '@patternfly/react-core';
import { TextField } from '../admin/TextField';
import type { Stored } from './form';
import { CREDENTIALS } from './protocols';
import { SecretField } from './SecretField';
import type { ServerSection } from './sections';
import type { CredentialMode } from './types';

const NOT_USED = 'It is not used with this choice.';

/** Who people are on the machine. */
export function CredentialsSection({ form, errors, change, stored }: ServerSection & { stored: Stored }) {
  const fixed = form.credentialMode === 'static';
  const keyed = form.protocol !== 'rdp';
  return (
    <FormSection title="Credentials" titleElement="h2">
      <div role="radiogroup" aria-label="Credentials" className="berth-choices" id="credentialMode" tabIndex={-1}>
        {Object.entries(CREDENTIALS).map(([mode, { name, help }]) => (
          <Radio key={mode} id={`credentials-${mode}`} name="credentials" label={name} description={help} isChecked={form.credentialMode === mode} onChange={() => change({ credentialMode: mode as CredentialMode })} />
        ))}
      </div>
      <div className="berth-columns">
        {form.credentialMode !== 'sign-in' && (
          <TextField id="userName" label="User name" value={form.userName} onValue={userName => change({ userName })} error={errors.userName} autoComplete="off"
            help={fixed ? (form.protocol === 'vnc' ? 'Most VNC machines ask for a password only.' : 'Empty: the machine asks for it.') : 'Proposed to people; may be empty.'} />
        )}
        {form.protocol === 'rdp' && <TextField id="domain" label="Domain" value={form.domain} onValue={domain => change({ domain })} error={errors.domain} autoComplete="off" help="Of Windows; empty for local users." />}
      </div>
      {(fixed || stored.password) && (
        <SecretField id="password" label="Password" stored={stored.password} value={form.password} onValue={password => change({ password })} error={errors.password} help={fixed ? 'Stored encrypted; nobody can read it again.' : NOT_USED} />
      )}
      {keyed && (fixed || stored.privateKey) && (
        <SecretField id="privateKey" label="Private key" multiline stored={stored.privateKey} value={form.privateKey} onValue={privateKey => change({ privateKey })} error={errors.privateKey}
          help={!fixed ? NOT_USED : form.protocol === 'ssh' ? 'Instead of a password: paste it with its BEGIN and END lines, or upload its file.' : 'Only for files over SFTP: paste it with its BEGIN and END lines, or upload its file.'} />
      )}
      {keyed && (fixed || stored.passphrase) && (form.privateKey || stored.privateKey) && (
        <SecretField id="passphrase" label="Passphrase" stored={stored.passphrase} value={form.passphrase} onValue={passphrase => change({ passphrase })} error={errors.passphrase} help="Of the private key, if it has one." />
      )}
    </FormSection>
  );
}
