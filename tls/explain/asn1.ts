/**
 * ASN.1 in DER: what every value in a certificate consists of, and the types met there.
 *
 * @module
 */

/** The parts of any value. */
export const VALUES = `
  tag | RFC 5280 section 4.1 | What type of value follows, such as a number, a text or a list. | 后面是哪种类型的值，例如数、文本或列表。
  length | RFC 5280 section 4.1 | How many bytes the value takes; above 127 a first byte says how many bytes the length itself has. | 值占多少字节；超过 127 时，首字节说明长度本身占几个字节。
  value | RFC 5280 section 4.1 | The content of the value, in the form that its type demands. | 值的内容，格式由其类型决定。
  unusedBits | RFC 5280 section 4.1 | How many bits at the end of the last byte do not count, since bit strings need not end at a byte. | 最后一个字节末尾有几位不算，因为比特串不一定在字节处结束。
  contents | RFC 5280 section 4.1 | Left as it is: values are nested too deep here, or there are too many of them, to be worth naming. | 原样保留：此处的值嵌套过深或过多，不值得逐一命名。
  undecoded | RFC 5280 section 4.1 | Bytes that are no DER, or that are left over; a certificate that has them is broken. | 不是 DER 或多余的字节；含有这种字节的证书是坏的。`;

/** Types, by which a value is called whose name is not known. */
export const TYPES = `
  SEQUENCE | RFC 5280 section 4.1 | Several values in a fixed order, like the fields of a record. | 按固定顺序排列的若干值，如同记录的各个字段。
  SET | RFC 5280 section 4.1 | Several values of one kind in which the order carries no meaning. | 若干同类的值，其顺序没有含义。
  BOOLEAN | RFC 5280 section 4.1 | Yes or no in one byte: FF in hexadecimal stands for yes, 00 for no. | 一个字节的是或否：十六进制 FF 表示是，00 表示否。
  INTEGER | RFC 5280 section 4.1 | A whole number of any size, with the most significant byte first. | 任意大小的整数，高位字节在前。
  ENUMERATED | RFC 5280 section 4.1 | A number that stands for one choice of a list which the format fixes. | 一个数字，代表格式所规定列表中的一项选择。
  BIT STRING | RFC 5280 section 4.1 | A row of bits, such as a key, a signature, or a list of yes-or-no answers. | 一串比特，例如密钥、签名，或一组是否选项。
  OCTET STRING | RFC 5280 section 4.1 | A row of bytes, such as a hash; often it wraps another value. | 一串字节，例如哈希；往往包裹着另一个值。
  NULL | RFC 5280 section 4.1 | Nothing at all, where the format demands that something stands there. | 什么都没有；只因格式要求此处必须有内容。
  OBJECT IDENTIFIER | RFC 5280 section 4.1 | A name made of numbers, under which algorithms and formats are registered all over the world. | 由数字组成的名称，世界各地的算法和格式都以此登记。
  RELATIVE-OID | RFC 5280 section 4.1 | The end of a name made of numbers, whose beginning is known from the place. | 数字名称的后半部分，前半部分由所在位置得知。
  UTF8String | RFC 5280 section 4.1 | Text in any script of the world; what certificates should use today. | 任意文字的文本；如今证书应当采用这种类型。
  PrintableString | RFC 5280 section 4.1 | Text of letters, digits and a few signs; not even @ or * may occur in it. | 由字母、数字和少数符号组成的文本，连 @ 和 * 都不能出现。
  IA5String | RFC 5280 section 4.1 | Text in ASCII, as host names and web addresses are written in. | ASCII 文本，主机名和网址都用它书写。
  NumericString | RFC 5280 section 4.1 | Text of digits and spaces alone, such as a telephone number. | 只由数字和空格组成的文本，例如电话号码。
  VisibleString | RFC 5280 section 4.1 | Text of those characters of ASCII that can be printed, blanks included. | 由可打印 ASCII 字符（含空格）组成的文本。
  TeletexString | RFC 5280 section 4.1 | Text in an old encoding that programs read differently; no longer used in new certificates. | 旧编码的文本，各程序解读不一；新证书不再使用。
  BMPString | RFC 5280 section 4.1 | Text with two bytes for each character; no longer used in new certificates. | 每个字符占两个字节的文本；新证书不再使用。
  UniversalString | RFC 5280 section 4.1 | Text with four bytes for each character; no longer used in new certificates. | 每个字符占四个字节的文本；新证书不再使用。
  UTCTime | RFC 5280 section 4.1.2.5.1 | A date with a year of two digits, which can tell the years 1950 to 2049. | 年份为两位数的日期，能表示 1950 年到 2049 年。
  GeneralizedTime | RFC 5280 section 4.1.2.5.2 | A date with a year of four digits; certificates use it from 2050 on. | 年份为四位数的日期；证书从 2050 年起使用。
  [n] | RFC 5280 section 4.1 | A part told apart by a number alone, whose meaning the format around it decides. | 只靠编号区分的部分，含义由外层格式决定。
  * | RFC 5280 section 4.1 | A value of which only the type is known, because nothing like it belongs here. | 只知道类型的值，因为此处不应有这样的内容。`;
