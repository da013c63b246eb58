import { expect, test } from 'vitest';
import { checkForm, EMPTY_FORM, envRow, fieldsOf, formOf, parseOverrides } from '../src/admin/form';
import type { Workspace } from '../src/types';

const filled = { ...EMPTY_FORM, name: ' Desk ', image: 'a/b:1' };

test('what is typed becomes what the server wants', () => {
  const fields = fieldsOf({ ...filled, port: '', timeLimitMinutes: '90', environment: [envRow(' TZ ', 'UTC'), envRow()], runOverrides: '{"hostname":"desk"}' });
  expect(fields).toMatchObject({
    name: 'Desk', registryUser: null, registryPassword: null, memoryBytes: 4 * 2 ** 30, sharedMemoryBytes: 512 * 2 ** 20,
    port: null, sessionTimeLimitSeconds: 5400, environment: { TZ: 'UTC' }, runOverrides: { hostname: 'desk' },
  });
});

test('a workspace survives being opened and saved', () => {
  const { registryPassword: _, ...fields } = fieldsOf(filled);
  const stored: Workspace = { ...fields, id: '1', registryPasswordSet: false, createdAt: '', updatedAt: '' };
  expect(fieldsOf(formOf(stored))).toMatchObject(fields);
});

test('mistakes that can not be sent are found before', () => {
  expect(checkForm(filled)).toEqual({});
  expect(Object.keys(checkForm({ ...EMPTY_FORM, cores: 'two', port: '70000', runOverrides: '[1]', environment: [envRow('A', '1'), envRow('A', '2')] })))
    .toEqual(['name', 'image', 'cores', 'port', 'environment', 'runOverrides']);
});

test('overrides must be one JSON object', () => {
  expect(parseOverrides('')).toEqual({ value: {} });
  for (const bad of ['[]', 'null', '"x"', '{a:1}']) expect(parseOverrides(bad)).toHaveProperty('error');
});

test('where a session may run is typed as text and sent as lists', () => {
  const typed = { ...filled, zone: ' reef ', includeLabels: 'disk=ssd,\n rack=b4', gpus: '1', dockerNetwork: ' ', preload: true };
  expect(checkForm(typed)).toEqual({});
  expect(fieldsOf(typed)).toMatchObject({ zones: ['reef'], includeLabels: ['disk=ssd', 'rack=b4'], excludeLabels: [], gpus: 1, dockerNetwork: null, preload: true });
  expect(Object.keys(checkForm({ ...typed, gpus: '1.5', excludeLabels: 'ssd' }))).toEqual(['gpus', 'excludeLabels']);
});
