/** What a kind of setting in src/settings.ts is as an attribute; `property` has none. */
const KINDS = {
  text: () => ({ type: 'string', value: "''" }),
  flag: () => ({ type: 'boolean', value: 'false' }),
  number: ([value]) => ({ type: 'number', value }),
  choice: ([values, options]) => {
    const names = values.slice(1, -1).split(/,\s*/);
    return { type: names.join(' | '), value: names[0], reflects: options === 'REFLECTED' };
  },
  setting: ([value], type) => ({ type: type ?? 'string', value }),
  property: ([value], type) => ({ type: type ?? 'string', value, isProperty: true }),
};

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Reads the table of src/settings.ts and gives its rows to the element as attributes and fields. */
export function settingsPlugin() {
  const settings = [];
  return {
    name: 'settings',
    analyzePhase({ ts, node }) {
      if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'SETTINGS') return;
      for (const row of node.initializer.properties) {
        const call = row.initializer;
        const kind = KINDS[call.expression.getText()];
        const values = call.arguments.map((argument) => argument.getText());
        const { value, type, reflects, isProperty } = kind(values, call.typeArguments?.[0]?.getText());
        settings.push({
          name: row.name.getText(),
          description: row.jsDoc?.[0]?.comment?.replace(/\s+/g, ' ') ?? '',
          type: { text: type },
          default: value,
          isProperty,
          reflects: reflects || values.includes('REFLECTED'),
        });
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      const declaration = customElementsManifest.modules
        .flatMap(({ declarations }) => declarations)
        .find(({ name }) => name === 'StreamChat');
      customElementsManifest.modules = customElementsManifest.modules.filter(({ path }) => path !== 'src/settings.ts');
      declaration.attributes ??= [];
      for (const { isProperty, reflects, name, ...rest } of settings) {
        const attribute = isProperty ? undefined : kebab(name);
        declaration.members.push({ kind: 'field', name, ...rest, ...(attribute && { attribute, reflects }) });
        if (attribute) declaration.attributes.push({ name: attribute, ...rest, fieldName: name });
      }
    },
  };
}
