/**
 * The fields of extensions about names, protocols, limits, users and calls.
 *
 * @module
 */

/** Whom the client wants to reach, whom it trusts, and what will be spoken. */
export const NAMES = `
  server_name_list | RFC 6066 section 3 | The list of names; it could hold one of each type, but there is only one type. | 名称的列表；每种类型可有一个，但实际上只有一种类型。
  server_name_list/server_name | RFC 6066 section 3 | The name of the server the client wants to reach, and what kind of name it is. | 客户端想要连接的服务器的名称及其类型。
  name_type | RFC 6066 section 3 | What kind of name it is; 0 stands for a host name, and nothing else has ever been defined. | 名称的类型；0 表示主机名，从未定义过其他类型。
  host_name | RFC 6066 section 3 | The host name as in DNS, without a dot at the end; the server picks its certificate by it. | DNS 中的主机名，末尾不带点；服务器据此选择证书。
  name | RFC 6066 section 3 | A name of a type that is not known here, whose bytes are left as they are. | 此处未知类型的名称，其字节原样保留。
  trusted_authorities_list | RFC 6066 section 6 | The list of authorities that the client trusts and has the keys of. | 客户端信任并持有其密钥的颁发机构列表。
  trusted_authority | RFC 6066 section 6 | One authority the client trusts, and the way in which it is named. | 客户端信任的一个颁发机构及其表示方式。
  identifier_type | RFC 6066 section 6 | How the authority is named: by its name, by a hash, or by agreement beforehand. | 颁发机构的表示方式：名称、哈希，或事先约定。
  sha1_hash | RFC 6066 section 6 | The SHA-1 hash of the authority's key or certificate, by which it is recognized. | 颁发机构密钥或证书的 SHA-1 哈希，用来辨认它。
  trust_anchor_identifier_list | draft-ietf-tls-trust-anchor-ids | The list of authorities, each told by an identifier of a few bytes. | 颁发机构的列表，每个以几个字节的标识符表示。
  trust_anchor_identifier | draft-ietf-tls-trust-anchor-ids | One authority, by a number registered for it: shorter than its name or its certificate. | 一个颁发机构，以为其登记的编号表示，比名称或证书更短。
  cached_info/extension_data/cached_info | RFC 7924 section 3 | The list of things the client has kept, or in the answer of those the server will leave out. | 客户端保存的内容列表；在答复中则是服务器将省略的内容。
  cached_object | RFC 7924 section 3 | One thing the client has kept from an earlier handshake with this server. | 客户端从以前与此服务器的握手中保存的一项内容。
  cached_object/type | RFC 7924 section 3 | What was kept: the server's certificates, or its request for a certificate. | 保存的是什么：服务器的证书，或其对证书的请求。
  hash_value | RFC 7924 section 3 | A hash of what was kept, from which the server sees whether it is still the same. | 所存内容的哈希，服务器据此判断是否仍然相同。
  protocol_name_list | RFC 7301 section 3.1 | The protocols the client offers, the one it likes best first; in the answer the one the server chose. | 客户端提议的协议，最偏好的排在最前；在答复中是服务器选定的一个。
  protocol_name | RFC 7301 section 3.1 | The registered name of an application protocol, such as h2 for HTTP/2. | 一个应用层协议的登记名称，例如 h2 表示 HTTP/2。
  selected_protocol | draft-agl-tls-nextprotoneg | The name of the application protocol the client picked from the server's list. | 客户端从服务器列表中选定的应用层协议的名称。
  next_protocol/padding | draft-agl-tls-nextprotoneg | Filler that hides the length of the name, and so which protocol it is. | 填充，用来掩盖名称的长度，从而掩盖是哪种协议。
  supported_protocols | draft-vvv-tls-alps | The application protocols for which the client has settings to send. | 客户端备有设置可发送的那些应用层协议。
  settings | draft-vvv-tls-alps | The settings, in the form that the application protocol chosen defines. | 设置的内容，格式由选定的应用层协议规定。`;

/** How much, how long, and whether anybody is there. */
export const LIMITS = `
  extension_data/max_fragment_length | RFC 6066 section 4 | The largest content of a record: 1 stands for 512 bytes, 2 for 1024, 3 for 2048 and 4 for 4096. | 记录内容的最大长度：1 表示 512 字节，2 表示 1024，3 表示 2048，4 表示 4096。
  extension_data/record_size_limit | RFC 8449 section 4 | The largest record in bytes before encryption; in TLS 1.3 with its padding and content type. | 加密之前记录的最大字节数；在 TLS 1.3 中包括填充和内容类型。
  extension_data/padding | RFC 7685 section 3 | Bytes that say nothing; they have to be zero so that nothing can be hidden in them. | 不含任何信息的字节；必须为零，以免藏入内容。
  mode | RFC 6520 section 2 | Whether the other side may send heartbeat requests to the sender of this. | 是否允许对方向自己发送心跳请求。
  heartbeat/type | RFC 6520 section 4 | Whether this is the request or the response, which repeats its payload. | 这是心跳请求，还是重复其载荷的应答。
  payload_length | RFC 6520 section 4 | How long the payload is. Heartbleed was a server that believed this number without counting. | 载荷的长度。Heartbleed 漏洞就是服务器不核对便相信了这个数字。
  payload | RFC 6520 section 4 | Any bytes; the answer has to repeat them, by which the sender recognizes it. | 任意字节；应答必须原样重复，发送方由此辨认应答。
  heartbeat/padding | RFC 6520 section 4 | At least 16 random bytes that are to be ignored; they hide how long the payload is. | 至少 16 个应被忽略的随机字节，用来掩盖载荷的长度。
  transport_parameter | RFC 9000 section 18 | One setting of the QUIC connection: its number, its length and its value. | QUIC 连接的一项设置：编号、长度和值。
  transport_parameter_id | RFC 9000 section 18.2 | Which setting it is; numbers that are not known are skipped. | 是哪一项设置；不认识的编号会被跳过。
  transport_parameter_length | RFC 9000 section 18 | How many bytes the value takes, so that settings that are not known can be skipped. | 值占多少字节，由此可以跳过不认识的设置。
  transport_parameter_value | RFC 9000 section 18.2 | The value of the setting; most are limits on what the other side may send. | 该设置的值；多数是对对方可发送内容的限制。`;

/** Who the user is and what they may do. */
export const USERS = `
  srp_I | RFC 5054 section 2.5.1 | The name of the user, which anyone on the way can read, unlike the password. | 用户的名称；与密码不同，途中任何人都能看到。
  pwd_name | RFC 8492 section 4 | The name of the user; encrypted for the server in pwd_protect. | 用户的名称；在 pwd_protect 中是为服务器加密的。
  pwd_salt | RFC 8492 section 4 | Random bytes that go into the hash by which the server knows the password. | 服务器保存密码哈希时混入的随机字节。
  user_mapping_types | RFC 4681 section 2 | The list of those kinds of user names that the sender can handle. | 发送方能够处理的用户名类型的列表。
  user_mapping_type | RFC 4681 section 2 | One kind of user name, such as a domain that helps to find the account. | 一种用户名类型，例如有助于查找账户的域。
  authz_format_list | RFC 5878 section 2.3 | The list of forms in which the sender can handle proof of permissions. | 发送方能够处理的权限证明形式的列表。
  authz_data_format | RFC 5878 section 2.3 | One form in which permissions can be proved, such as an attribute certificate. | 一种可用来证明权限的形式，例如属性证书。
  token_binding_version | RFC 8472 section 2 | The version of the Token Binding protocol that the sender speaks. | 发送方使用的 Token Binding 协议的版本。
  major | RFC 8472 section 2 | The first part of the version number; another one means another protocol. | 版本号的第一部分；不同则意味着协议不同。
  minor | RFC 8472 section 2 | The second part of the version number, which tells smaller changes apart. | 版本号的第二部分，用来区分较小的改动。
  key_parameters_list | RFC 8472 section 2 | The kinds of keys the client can bind tokens to; in the answer the one chosen. | 客户端可与令牌绑定的密钥类型；在答复中是选定的一种。
  token_binding_key_parameters | RFC 8472 section 2 | One kind of key to which cookies and other tokens can be bound. | 可与 cookie 等令牌绑定的一种密钥类型。
  supplemental_data/supp_data | RFC 4680 section 2 | The list of things the application wants to say in the handshake. | 应用希望在握手中传达的内容列表。
  supplemental_data_entry | RFC 4680 section 2 | One thing the application wants to say, and what kind of data it is. | 应用希望传达的一项内容及其数据类型。
  supp_data_type | RFC 4680 section 2 | What kind of data it is; the document that defines it says how to read it. | 数据的类型；由定义它的文档说明如何解读。
  supp_data | RFC 4680 section 2 | The data itself, which TLS merely carries and does not understand. | 数据本身；TLS 只负责传递，并不理解。
  certificate_url/type | RFC 6066 section 5 | Whether each address leads to one certificate or to a whole chain. | 每个网址指向单张证书还是整条证书链。
  url_and_hash_list | RFC 6066 section 5 | The addresses of the certificates, in the order of the chain. | 各证书的网址，按证书链的顺序排列。
  url_and_hash | RFC 6066 section 5 | One address, and the hash by which what is found there can be checked. | 一个网址，以及用来核对所取内容的哈希。
  url | RFC 6066 section 5 | The web address from which the server can fetch the certificate. | 服务器可以取得证书的网址。
  url_and_hash/padding | RFC 6066 section 5 | Always 1; left over from a time when the hash could be missing. | 恒为 1；是过去哈希可以缺省时留下的。
  SHA1Hash | RFC 6066 section 5 | The SHA-1 hash of what is found at the address, so that nobody can put something else there. | 该网址内容的 SHA-1 哈希，防止有人换成别的内容。`;

/** Calls over DTLS. */
export const CALLS = `
  srtp_protection_profiles | RFC 5764 section 4.1.1 | The ways of protecting sound and pictures the client offers, or the one the server chose. | 客户端提议的音视频保护方式，或服务器选定的一种。
  srtp_protection_profile | RFC 5764 section 4.1.1 | One way of protecting sound and pictures: a cipher and a checksum. | 一种音视频保护方式：加密算法和校验算法。
  srtp_mki | RFC 5764 section 4.1.1 | A label for the key, in case there will be several; usually empty. | 密钥的标签，以备有多个密钥时使用；通常为空。
  supported_ciphers | RFC 8870 section 5.2 | The list of ciphers for handing out media keys, in the order the client likes them. | 用于分发媒体密钥的密码算法列表，按客户端的偏好排列。
  ekt_cipher | RFC 8870 section 5.2 | One cipher with which keys of media can be handed to members. | 可用来向成员分发媒体密钥的一种密码算法。
  selected_cipher | RFC 8870 section 5.2 | The cipher for handing out media keys that the server chose. | 服务器选定的用于分发媒体密钥的密码算法。
  binding_hash | RFC 8844 section 3.2 | The SHA-256 hash of the identity that was vouched for elsewhere; empty if there is none. | 在他处担保的身份的 SHA-256 哈希；没有则为空。
  session_id | RFC 8844 section 4.3 | The identifier of the call, as the two sides were told it elsewhere. | 通话的标识符，双方从别处得知。
  cid | RFC 9146 section 3 | The label that records to the sender shall carry; empty if it needs none. | 发给该发送方的记录应携带的标签；不需要则为空。`;
