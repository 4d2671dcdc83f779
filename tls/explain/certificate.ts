/**
 * The fields of a certificate and of the names and keys in it (RFC 5280, RFC 3279).
 *
 * @module
 */

/** The certificate itself. */
export const CERTIFICATE = `
  Certificate | RFC 5280 section 4.1 | A statement that this key belongs to this name, signed by an authority. | 一份由颁发机构签名的声明：此密钥属于此名称。
  tbsCertificate | RFC 5280 section 4.1.1.1 | Everything that is signed: the name, the key, the dates and the conditions. | 被签名的全部内容：名称、密钥、日期和条件。
  signatureAlgorithm | RFC 5280 section 4.1.1.2 | How the authority signed; it has to be the same as inside of what is signed. | 颁发机构的签名方式；必须与被签名内容中所写的一致。
  signatureValue | RFC 5280 section 4.1.1.3 | The authority's signature: change one byte of the certificate, and it no longer matches. | 颁发机构的签名：证书改动一个字节，签名就不再相符。
  version | RFC 5280 section 4.1.2.1 | The version of the format; without it a certificate is of version 1 and has no extensions. | 格式的版本；没有此字段即为版本 1，不能有扩展。
  Version | RFC 5280 section 4.1.2.1 | The number of the version, counted from 0: 2 stands for version 3. | 版本的编号，从 0 数起：2 表示版本 3。
  serialNumber | RFC 5280 section 4.1.2.2 | A number the authority gives to no other of its certificates; lists of revoked ones name it by this. | 颁发机构给每张证书的唯一编号；吊销列表用它来指明证书。
  signature | RFC 5280 section 4.1.2.3 | How the authority signs, here inside of what is signed so that nobody can change it. | 颁发机构的签名方式，写在被签名的内容之中，使人无法更改。
  issuer | RFC 5280 section 4.1.2.4 | Who vouches for this certificate: the name of the authority that signed it. | 谁为此证书担保：签名的颁发机构的名称。
  validity | RFC 5280 section 4.1.2.5 | From when until when the authority vouches for what it says here. | 颁发机构从何时到何时为证书内容担保。
  notBefore | RFC 5280 section 4.1.2.5 | The moment from which the certificate is valid; before, nobody should accept it. | 证书从这一刻起有效，在此之前谁都不应接受。
  notAfter | RFC 5280 section 4.1.2.5 | The moment after which the certificate is no longer valid, whatever it says. | 过了这一刻证书即失效，不论内容如何。
  subject | RFC 5280 section 4.1.2.6 | Whom the certificate is about; for a web server the name that counts is in subjectAltName. | 证书的持有者；对网站服务器而言，起作用的名称在 subjectAltName 中。
  subjectPublicKeyInfo | RFC 5280 section 4.1.2.7 | The public key the certificate is about, and what kind of key it is. | 证书所证明的公钥，以及它是哪种密钥。
  issuerUniqueID | RFC 5280 section 4.1.2.8 | Tells apart authorities of the same name; never in use today. | 用来区分同名的颁发机构；如今不再使用。
  subjectUniqueID | RFC 5280 section 4.1.2.8 | Tells apart holders of the same name; like its twin never in use today. | 用来区分同名的持有者；如今同样不再使用。
  extensions | RFC 5280 section 4.1.2.9 | Conditions and additions: what the key is for, for which names, and where to ask about it. | 条件与补充：密钥的用途、适用的名称，以及到哪里查询。
  Extensions | RFC 5280 section 4.1.2.9 | The list of additions; each kind of them may occur only once. | 扩展的列表，每种扩展至多出现一次。`;

/** Names. */
export const NAMES_IN_CERTIFICATES = `
  Name | RFC 5280 section 4.1.2.4 | A name in steps from the general to the particular, such as country, organization, server. | 由大到小逐级给出的名称，例如国家、组织、服务器。
  RelativeDistinguishedName | RFC 5280 section 4.1.2.4 | One step of the name; mostly it has a single attribute, rarely several. | 名称中的一级，通常只有一个属性，很少有多个。
  AttributeTypeAndValue | RFC 5280 section 4.1.2.4 | One attribute of the name: what it tells, such as the country, and the value. | 名称的一个属性：说明的是什么（例如国家），以及它的值。
  type | RFC 5280 section 4.1.2.4 | What the attribute tells, such as commonName or countryName. | 该属性说明的是什么，例如 commonName 或 countryName。
  AttributeTypeAndValue/value | RFC 5280 section 4.1.2.4 | What the attribute says: the text itself, in an encoding that its type tells. | 属性的值，即文本本身，编码由其类型说明。
  otherName | RFC 5280 section 4.2.1.6 | A name of a kind that the standard does not list, told by an object identifier. | 标准未列出的名称类型，由对象标识符说明。
  type-id | RFC 5280 section 4.2.1.6 | Which kind of name it is, told by a registered object identifier. | 名称的类型，以登记的对象标识符表示。
  otherName/value | RFC 5280 section 4.2.1.6 | The name itself, in the form that its object identifier stands for. | 名称本身，格式由其对象标识符决定。
  rfc822Name | RFC 5280 section 4.2.1.6 | An e-mail address for which the certificate may be used, as for signing mail. | 证书可用于的一个电子邮件地址，例如用来给邮件签名。
  dNSName | RFC 5280 section 4.2.1.6 | A host name that the certificate holds for; * stands for any one label at its beginning. | 证书适用的一个主机名；开头的 * 代表任意一段标签。
  x400Address | RFC 5280 section 4.2.1.6 | An address of X.400, a mail system of the past; not taken apart here. | X.400 邮件系统的地址，该系统已成过去；此处不再拆解。
  directoryName | RFC 5280 section 4.2.1.6 | A name in steps from the general to the particular, as in subject and issuer. | 由大到小逐级给出的名称，与 subject 和 issuer 中的相同。
  ediPartyName | RFC 5280 section 4.2.1.6 | The name of a partner in electronic trade; hardly ever met in practice. | 电子商务伙伴的名称；实际中极少见到。
  uniformResourceIdentifier | RFC 5280 section 4.2.1.6 | A web address or another URI, such as where a service is found. | 一个网址或其他 URI，例如某项服务的所在。
  iPAddress | RFC 5280 section 4.2.1.6 | An IP address that the certificate holds for; in nameConstraints with its mask. | 证书适用的 IP 地址；在 nameConstraints 中带有掩码。
  registeredID | RFC 5280 section 4.2.1.6 | A name that is itself a registered object identifier; hardly ever met. | 本身就是已登记对象标识符的名称；极少见到。`;

/** Algorithms and keys. */
export const KEYS = `
  SubjectPublicKeyInfo | RFC 5280 section 4.1.2.7 | A public key, together with everything one has to know to use it. | 一个公钥，以及使用它所需知道的内容。
  algorithm | RFC 5280 section 4.1.1.2 | Which algorithm it is, told by a registered object identifier. | 是哪种算法，以登记的对象标识符表示。
  subjectPublicKeyInfo/algorithm | RFC 5280 section 4.1.2.7 | What kind of key it is, and for elliptic curves on which curve. | 密钥的类型；若是椭圆曲线，还指明是哪条曲线。
  SubjectPublicKeyInfo/algorithm | RFC 5280 section 4.1.2.7 | What kind of key it is, and for elliptic curves on which curve. | 密钥的类型；若是椭圆曲线，还指明是哪条曲线。
  parameters | RFC 5280 section 4.1.1.2 | What the algorithm needs to know besides, such as the curve of the key. | 算法还需要知道的内容，例如密钥所在的曲线。
  subjectPublicKey | RFC 5280 section 4.1.2.7 | The public key itself: with it anybody can check signatures of the holder. | 公钥本身：任何人都能用它验证持有者的签名。
  RSAPublicKey | RFC 3279 section 2.3.1 | An RSA key, which is a pair: a very large number and a small one. | 一个 RSA 公钥，由一个很大的数和一个小数组成。
  modulus | RFC 3279 section 2.3.1 | The product of two secret primes; the key is as strong as it is hard to find them again. | 两个秘密素数的乘积；把它分解有多难，密钥就有多安全。
  publicExponent | RFC 3279 section 2.3.1 | The power to which numbers are raised when a signature is checked; mostly 65537. | 验证签名时所取的幂次，通常是 65537。
  ECPoint | RFC 5480 section 2.2 | A point of an elliptic curve; found by means of the private key, it is the public key. | 椭圆曲线上的一个点，由私钥算出，即为公钥。
  form | RFC 5480 section 2.2 | How the point is written: 4 for both coordinates, 2 or 3 for the first alone. | 点的写法：4 表示给出两个坐标，2 或 3 表示只给出第一个。
  x | RFC 5480 section 2.2 | The first coordinate of the point; it alone leaves only two possible points. | 该点的第一个坐标；仅凭它就只剩两个可能的点。
  y | RFC 5480 section 2.2 | The second coordinate of the point, which settles which of two it is. | 该点的第二个坐标，由此确定是两个点中的哪一个。
  ECPoint/value | RFC 5480 section 2.2 | A point in a form that is not known here, left as it stands. | 写法在此未知的点，原样保留。
  DSAPublicKey | RFC 3279 section 2.3.2 | A DSA key: the generator to the power of the private key, modulo p. | 一个 DSA 公钥：生成元的私钥次幂对 p 取模。
  p | RFC 3279 section 2.3.2 | The large prime that DSA computes with: every result is taken modulo it. | DSA 计算所用的大素数，所有结果都对它取模。
  q | RFC 3279 section 2.3.2 | The smaller prime of DSA; private keys and signatures stay below it. | DSA 的较小素数；私钥和签名都小于它。
  g | RFC 3279 section 2.3.2 | The generator: DSA takes powers of it, and the public key is one of them. | 生成元：DSA 对它取各次幂，公钥就是其中之一。
  hashAlgorithm | RFC 4055 section 3.1 | The hash function: its short result is signed in place of the whole content. | 哈希函数：被签名的是它的简短结果，而不是全部内容。
  HashAlgorithm | RFC 4055 section 2.1 | Which hash function it is, told by a registered object identifier. | 哈希函数，以登记的对象标识符表示。
  maskGenAlgorithm | RFC 4055 section 3.1 | How RSA-PSS spreads the hash over the whole length of the key. | RSA-PSS 如何把哈希扩展到整个密钥长度。
  MaskGenAlgorithm | RFC 4055 section 2.2 | The function that spreads the hash: always MGF1, with a hash of its own. | 扩展哈希的函数：总是 MGF1，带有自己的哈希算法。
  saltLength | RFC 4055 section 3.1 | How many random bytes go into each signature, so that no two are alike. | 每个签名中混入多少个随机字节，使任何两个签名都不相同。
  trailerField | RFC 4055 section 3.1 | How the padding of the signature ends; there is only one way, number 1. | 签名填充的结尾方式；只有一种，编号为 1。
  TrailerField | RFC 4055 section 3.1 | The number that stands for the end of the padding; always 1. | 代表填充结尾方式的数字，恒为 1。
  saltLength/INTEGER | RFC 4055 section 3.1 | The number of random bytes; mostly it is the length of the hash. | 随机字节的个数，通常与哈希的长度相同。
  Ecdsa-Sig-Value | RFC 3279 section 2.2.3 | A signature by a key on an elliptic curve, which is a pair of numbers. | 椭圆曲线密钥生成的签名，由一对数组成。
  Dss-Sig-Value | RFC 3279 section 2.2.2 | A signature by a DSA key, which is a pair of numbers like that of ECDSA. | DSA 密钥生成的签名，与 ECDSA 一样由一对数组成。
  r | RFC 3279 section 2.2.3 | The first half of the signature; it comes from a random number used once. | 签名的前一半，来自只用一次的随机数。
  s | RFC 3279 section 2.2.3 | The second half of the signature; it binds the first to the key and to what is signed. | 签名的后一半，把前一半与密钥和被签内容绑定。`;
