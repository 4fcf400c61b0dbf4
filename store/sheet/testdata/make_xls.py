# Makes the .xls files of this folder with xlwt (Debian package python3-xlwt). All people in them are invented.
import datetime
import xlwt

def style(fmt):
    return xlwt.easyxf(num_format_str=fmt)

book = xlwt.Workbook(encoding='utf-8')
s = book.add_sheet('团员')
s.write_merge(0, 0, 0, 5, '团员花名册')
for c, h in enumerate(['序号', '姓名', 'ID', '日期', '数', '判断']):
    s.write(2, c, h)
rows = [
    (1, '张㛃𬭎', '430502200211192919', (datetime.date(2013, 2, 4), 'YYYY-MM-DD'), 12.5, True),
    (2, 'plain', 430502200205160000, (datetime.datetime(2013, 2, 4, 9, 30), 'YYYY-MM-DD HH:MM:SS'), -7, False),
    (3, 'é', 13800000000, (datetime.date(2019, 5, 1), 'YYYY"年"M"月"'), 0.1 + 0.2, True),
    (1 << 40, '', 739, (41003, 'General'), 1e20, None),
]
for r, (n, name, number, (when, fmt), value, flag) in enumerate(rows):
    s.write(3 + r, 0, n)
    s.write(3 + r, 1, name)
    s.write(3 + r, 2, number, style('0000000') if number == 739 else style('General'))
    s.write(3 + r, 3, when, style(fmt))
    s.write(3 + r, 4, value)
    if flag is not None:
        s.write(3 + r, 5, flag)
s.write(8, 0, '尾')
s.write_rich_text(8, 1, [('红', xlwt.easyfont('color_index red')), '白', ('蓝', xlwt.easyfont('color_index blue'))])
for c in range(2, 8):
    s.write(8, c, c * 10)  # a run of RK numbers

long = book.add_sheet('长表')  # its texts run over many CONTINUE records, half of them with one byte a character
for r in range(3000):
    long.write(r, 0, '第%d行的汉字文本' % r + '字' * (r % 17))
    long.write(r, 1, 'ascii text of row %d ' % r + 'x' * (r % 23))
hidden = book.add_sheet('藏')
hidden.visibility = 1
hidden.write(0, 0, '看不见')
book.save('plain.xls')

book = xlwt.Workbook()
book.dates_1904 = True
s = book.add_sheet('1904')
s.write(0, 0, 39847, style('YYYY-MM-DD'))
book.save('1904.xls')
