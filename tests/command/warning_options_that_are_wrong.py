# command: -W bad:::: -W default:::no.such: -W d:::: -W a:b:c:d:e:f -W ::NoWarning -c 'print(1)'
