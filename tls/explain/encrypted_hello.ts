/**
 * The fields of Encrypted Client Hello, in both hellos and in the keys a server hands out for it.
 *
 * @module
 */

/** Encrypted Client Hello. */
export const ENCRYPTED_HELLO = `
  encrypted_client_hello/extension_data/type | RFC 9849 section 5 | Whether this is the visible ClientHello or the hidden one inside it. | 这是外层可见的 ClientHello，还是其中隐藏的那一个。
  extension_data/cipher_suite | RFC 9849 section 5 | How the hidden ClientHello is encrypted: a key derivation and a cipher. | 隐藏的 ClientHello 如何加密：密钥派生函数和加密算法。
  kdf_id | RFC 9849 section 4 | How the key is derived that encrypts the hidden ClientHello. | 加密隐藏的 ClientHello 所用的密钥如何派生。
  aead_id | RFC 9849 section 4 | The cipher that encrypts the hidden ClientHello and protects it from change. | 加密隐藏的 ClientHello 并防止其被篡改的算法。
  config_id | RFC 9849 section 4.1 | Which of the server's keys the client used; only one byte, so that it tells onlookers little. | 客户端使用了服务器的哪个密钥；只有一个字节，以免向旁观者透露太多。
  enc | RFC 9849 section 5 | The client's fresh public key, from which the server derives the key that opens the payload. | 客户端新生成的公钥，服务器由此派生出打开 payload 的密钥。
  encrypted_client_hello/extension_data/payload | RFC 9849 section 5 | The hidden ClientHello, encrypted; random bytes look just the same, and clients send those to blend in. | 加密后的隐藏 ClientHello；随机字节看起来也一样，客户端会发送它们来混淆。
  confirmation | RFC 9849 section 5 | Eight bytes by which the client, and nobody else, sees that the server could open the hidden ClientHello. | 八个字节，只有客户端能由此看出服务器打开了隐藏的 ClientHello。
  retry_configs | RFC 9849 section 5 | Current keys of the server, since it could not open the hidden ClientHello: the client may try again with these. | 服务器当前的密钥：它打不开隐藏的 ClientHello，客户端可用这些密钥重试。
  ech_config | RFC 9849 section 4 | One key of the server for hidden ClientHellos, and how to use it. | 服务器用于隐藏 ClientHello 的一个密钥及其用法。
  ech_config/version | RFC 9849 section 4 | The version of the format; a client skips those it does not know. | 格式的版本；客户端会跳过自己不认识的版本。
  contents | RFC 9849 section 4 | The key and what belongs to it, in the format of that version. | 密钥及其附属内容，采用该版本的格式。
  key_config | RFC 9849 section 4 | The public key, its number, and the ciphers that can be used with it. | 公钥、其编号，以及可与之配合的加密算法。
  key_config/config_id | RFC 9849 section 4.1 | The number by which the client tells the server which key it used. | 客户端用此编号告诉服务器自己用的是哪个密钥。
  kem_id | RFC 9849 section 4 | Which kind of key it is, and how a secret is locked with it. | 密钥的类型，以及如何用它封装秘密。
  public_key | RFC 9849 section 4 | The key of the server for which the client encrypts its hidden ClientHello. | 客户端加密隐藏的 ClientHello 时使用的服务器公钥。
  key_config/cipher_suites | RFC 9849 section 4 | The key derivations and ciphers the server can use with this key. | 服务器可与此密钥配合使用的密钥派生函数和加密算法。
  key_config/cipher_suites/cipher_suite | RFC 9849 section 4 | One pair that goes with the key: a key derivation and a cipher. | 可与此密钥配合的一组搭配：密钥派生函数和加密算法。
  maximum_name_length | RFC 9849 section 4 | The longest name the server expects; clients pad shorter ones so that the length gives nothing away. | 服务器预期的最长名称；客户端会填充较短的名称，以免长度泄密。
  public_name | RFC 9849 section 4 | The name everybody may see: it stands in the visible ClientHello in place of the real one. | 任何人都可以看到的名称：在外层 ClientHello 中代替真正的名称。
  contents/extensions | RFC 9849 section 4.2 | Additions to the format; a client skips those it does not know, unless they are mandatory. | 对格式的扩充；客户端跳过不认识的项，除非是强制的。
  ech_config_extension | RFC 9849 section 4.2 | One addition to the format: the number it has, and what it says. | 对格式的一项扩充：编号及其内容。
  ech_config_extension/type | RFC 9849 section 4.2 | The number of the addition; the highest bit says that it is mandatory. | 该扩充的编号；最高位表示它是强制的。
  ech_config_extension/data | RFC 9849 section 4.2 | What the addition says, in the format that its number stands for. | 该扩充的内容，格式由其编号决定。
  outer_extensions | RFC 9849 section 5.1 | The numbers of the extensions to be copied from the visible ClientHello. | 要从外层 ClientHello 复制的扩展的编号。
  outer_extensions/extension_type | RFC 9849 section 5.1 | An extension that is the same in both ClientHellos and need not be sent twice. | 两个 ClientHello 中相同、不必发送两次的一个扩展。`;
