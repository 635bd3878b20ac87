/**
 * What old libraries and careless scripts do to a page, as code that runs before the chat's script (`before`) or after it
 * (`after`). All are real: the name says who does it. `works: false`: cannot work, and says so in one sentence.
 */
export const POLLUTIONS = [
  {
    name: 'enumerable functions on Object.prototype (extensions of the 2000s)',
    before:
      'Object.prototype.extend = function (o) { return o; }; Object.prototype.isEmpty = function () { return true; };',
  },
  {
    name: 'enumerable functions on Array.prototype (“in” loops break)',
    before:
      'Array.prototype.contains = function (x) { return this.indexOf(x) >= 0; }; Array.prototype.last = function () { return this[this.length - 1]; }; Array.prototype.remove = function () {};',
  },
  {
    name: 'Prototype 1.6.1: toJSON on arrays and strings, its own bind, entries and reduce',
    before: `
      Array.prototype.toJSON = function () { return '[' + this.map(function (x) { return Object.toJSON(x); }).join(', ') + ']'; };
      Object.toJSON = function (x) { return String(x); };
      String.prototype.toJSON = function () { return '"' + this + '"'; };
      Number.prototype.toJSON = function () { return String(this); };
      Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
      Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
      Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
      Array.prototype.flatten = Array.prototype.uniq = Array.prototype.compact = function () { return this; };
      Array.prototype.find = function (f) { for (var i = 0; i < this.length; i++) if (f(this[i])) return this[i]; };
      Array.prototype.include = function (x) { return this.indexOf(x) >= 0; };
      Function.prototype.bind = function () {
        var f = this, a = Array.prototype.slice.call(arguments), o = a.shift();
        return function () { return f.apply(o, a.concat(Array.prototype.slice.call(arguments))); };
      };
      Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
      Element.prototype.update = Element.prototype.insert = Element.prototype.select = function () { return this; };
      document.getElementsByClassName = function () { return []; };`,
  },
  {
    name: 'MooTools: Array.from, its own bind, String.prototype.contains, document.id',
    before: `
      Array.from = function (x) { return x == null ? [] : typeof x === 'object' && 'length' in x ? [].slice.call(x) : [x]; };
      Function.prototype.bind = function (o) { var f = this; return function () { return f.apply(o, arguments); }; };
      Array.prototype.flatten = Array.prototype.clean = Array.prototype.append = function () { return this; };
      Array.prototype.each = Array.prototype.forEach;
      String.prototype.contains = function (x) { return this.indexOf(x) > -1; };
      Number.from = String.from = function (x) { return x; };
      Element.prototype.set = Element.prototype.get = Element.prototype.adopt = function () { return this; };
      Element.prototype.getProperty = function (n) { return this.getAttribute(n); };
      window.$ = document.id = function (x) { return document.getElementById(x); };`,
  },
  {
    name: 'an AMD loader and a CommonJS shim: define, require, module, exports',
    before:
      'window.define = function () { throw new Error("Mismatched anonymous define()"); }; define.amd = {}; window.module = { exports: {} }; window.exports = module.exports; window.require = function () { throw new Error("not loaded"); };',
  },
  {
    name: 'patched customElements.define and attachShadow (a scoped-registry or recording script)',
    before: `
      var define = customElements.define;
      customElements.define = function (name, type, options) {
        type.prototype.recorded = true;
        return define.call(customElements, name, class extends type {}, options);
      };
      var attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) { var root = attach.call(this, init); root.recorded = true; return root; };`,
  },
  {
    name: 'no Set',
    before: 'delete window.Set;',
    works: false,
  },
  {
    name: 'a Map polyfill without iteration',
    before:
      'var Native = Map; window.Map = function () { this.m = new Native(); }; Map.prototype = { get: function (k) { return this.m.get(k); }, set: function (k, v) { this.m.set(k, v); return this; }, has: function (k) { return this.m.has(k); }, "delete": function (k) { return this.m["delete"](k); } };',
    works: false,
  },
  {
    name: '“get” on Object.prototype',
    before: 'Object.prototype.get = function () {};',
    works: false,
  },
  {
    name: '“creationScope” and “renderBefore” on Object.prototype',
    before: 'Object.prototype.creationScope = {}; Object.prototype.renderBefore = {};',
  },
  {
    name: '“value”, “writable” and “enumerable” on Object.prototype',
    before: 'Object.prototype.value = 1; Object.prototype.writable = false; Object.prototype.enumerable = true;',
  },
  {
    name: 'frozen primordials (SES lockdown)',
    before:
      '[Object, Array, String, Number, Function, Promise, Map, Set, RegExp, Error, Date].forEach(function (c) { Object.freeze(c); Object.freeze(c.prototype); });',
  },
  {
    name: 'a Promise of its own (Zone.js) with patched timers and listeners',
    before: `
      var Native = Promise; window.Promise = class ZoneAwarePromise extends Native {};
      ['setTimeout', 'requestAnimationFrame', 'queueMicrotask'].forEach(function (name) {
        var f = window[name]; window[name] = function (g, ms) { return f(function () { return g.apply(this, arguments); }, ms); };
      });
      var add = EventTarget.prototype.addEventListener, remove = EventTarget.prototype.removeEventListener, known = new WeakMap();
      EventTarget.prototype.addEventListener = function (type, f, options) {
        if (typeof f !== 'function') return add.call(this, type, f, options);
        if (!known.has(f)) known.set(f, function (e) { return f.call(this, e); });
        return add.call(this, type, known.get(f), options);
      };
      EventTarget.prototype.removeEventListener = function (type, f, options) { return remove.call(this, type, known.get(f) || f, options); };`,
  },
  {
    name: 'json2.js and a date library: JSON.stringify, JSON.parse and Date.parse of its own',
    before: `
      var stringify = JSON.stringify, parse = JSON.parse;
      JSON.stringify = function (v, r, s) { return stringify(v, r, s); };
      JSON.parse = function (t, r) { if (typeof t !== 'string' || t === '') throw new SyntaxError('JSON.parse'); return parse(t, r); };
      Date.parse = function () { return null; }; Date.prototype.toString = function () { return 'now'; };`,
  },
  {
    name: 'sugar on strings: trim, replaceAll, at, padStart and matchAll of old shims',
    before: `
      String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ''); };
      String.prototype.padStart = function (n, c) { var s = String(this); c = c || ' '; while (s.length < n) s = c + s; return s; };
      String.prototype.at = function (i) { return this.charAt(i < 0 ? this.length + i : i); };
      Array.prototype.at = function (i) { return this[i < 0 ? this.length + i : i]; };
      String.prototype.startsWith = function (s, i) { return this.substr(i || 0, s.length) === s; };
      Array.prototype.includes = function (x) { return this.indexOf(x) !== -1; };`,
  },
  {
    name: 'a CustomEvent and an Event shim for old browsers',
    before: `
      window.CustomEvent = function (type, init) {
        init = init || {}; var e = document.createEvent('CustomEvent');
        e.initCustomEvent(type, !!init.bubbles, !!init.cancelable, init.detail); return e;
      };`,
  },
  {
    name: 'fetch, JSON, URL, TextDecoder, AbortController and more replaced after the script (E-08)',
    after: `
      var broken = function () { throw new Error('replaced by the page'); };
      ['fetch', 'URL', 'URLSearchParams', 'TextDecoder', 'AbortController', 'CustomEvent', 'ResizeObserver',
       'Map', 'Set', 'WeakMap', 'Promise', 'setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'Headers', 'Response', 'Request']
        .forEach(function (name) { window[name] = broken; });
      JSON.parse = JSON.stringify = broken;`,
  },
];
