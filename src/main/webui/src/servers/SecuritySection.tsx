import { FormSection, FormSelect, FormSelectOption, Radio, TextArea } from '@patternfly/react-core';
import { Field } from '../admin/Field';
import type { ServerSection } from './sections';
import type { Security, Trust } from './types';

const MODES: Record<Security, string> = {
  any: 'Whatever both can (recommended)', nla: 'NLA: sign-in before the screen', tls: 'TLS: sign-in on the screen', rdp: 'RDP’s own encryption: very old machines', vmconnect: 'Hyper-V console',
};

const CERTIFICATE: Record<Trust, { name: string; help: string }> = {
  refuse: { name: 'Refuse what is not trusted', help: 'The machine needs a certificate of an authority that the connection proxy’s host trusts. Most Windows machines show one that they made themselves: then nobody gets in.' },
  pin: { name: 'Only this certificate', help: 'Whoever else answers at the address is refused. Right for certificates that machines made themselves.' },
  accept: { name: 'Accept any', help: 'Somebody between the connection proxy and the machine could read everything, passwords too. Only for networks that you trust.' },
};
const HOST_KEY: Partial<typeof CERTIFICATE> = {
  pin: { name: 'Only this host key', help: 'Whoever else answers at the address is refused.' },
  accept: CERTIFICATE.accept,
};

/** How the connection proxy knows that it talks to the right machine. */
export function SecuritySection({ form, errors, change }: ServerSection) {
  if (form.protocol === 'vnc') {
    return <FormSection title="Security" titleElement="h2"><p className="berth-subtle">VNC shows no certificate, and mostly encrypts nothing: the way from the connection proxy to the machine should be a network that you trust.</p></FormSection>;
  }
  const ssh = form.protocol === 'ssh';
  const choices = ssh ? HOST_KEY : CERTIFICATE;
  return (
    <FormSection title={ssh ? 'Security and host key' : 'Security and certificate'} titleElement="h2">
      {!ssh && (
        <Field id="security" label="Security mode" error={errors.security}>
          <FormSelect id="security" value={form.security} onChange={(_, security) => change({ security: security as Security })}>
            {Object.entries(MODES).map(([value, label]) => <FormSelectOption key={value} value={value} label={label} />)}
          </FormSelect>
        </Field>
      )}
      <Field id="certificate" label={ssh ? 'Host key of the machine' : 'Certificate of the machine'} error={errors.certificate}>
        <div role="radiogroup" aria-label={ssh ? 'Host key' : 'Certificate'} className="berth-choices" id="certificate" tabIndex={-1}>
          {Object.entries(choices).map(([value, { name, help }]) => (
            <Radio key={value} id={`certificate-${value}`} name="certificate" label={name} description={help} isChecked={form.certificate === value} onChange={() => change({ certificate: value as Trust })} />
          ))}
        </div>
      </Field>
      {form.certificate === 'pin' && (
        <Field id="pinnedCertificate" required label={ssh ? 'Host key' : 'Fingerprint'} error={errors.pinnedCertificate}
          help={ssh ? <>As <code>ssh-keyscan {form.host.trim() || 'HOST'}</code> prints it after the name: type, space, value.</> : <>Pairs of hexadecimal digits, for example <code>sha256:3a:7f:…</code></>}>
          <TextArea id="pinnedCertificate" className="berth-code" rows={2} autoResize spellCheck={false} value={form.pinnedCertificate} onChange={(_, pinnedCertificate) => change({ pinnedCertificate })} validated={errors.pinnedCertificate ? 'error' : 'default'} aria-describedby="pinnedCertificate-help" />
        </Field>
      )}
    </FormSection>
  );
}
