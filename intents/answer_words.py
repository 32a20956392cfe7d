"""Words that by themselves choose one of a fact's few values, where the fact was asked for."""

import re
from collections.abc import Mapping

from knowledge.facts import FactId

_LACKING = (
    "没有?(?:技能|等级|职业技能|任何|什么|正经)*(?:等级)?证|哪(?:来|里来|儿来)的?证|(?:才|再|准备|打算|还没|要去?)考(?![下过了的到])"
    "|(?:过期|失效|作废|注销|吊销)了?$"
)
"""No paper that holds: none at all, one of which the examination is still to come, one that has lapsed."""
_DENIED = re.compile("(?:没有?|不是|不算|并非|无)[^，。]{0,3}$")
_CURT = 16
_SHORT_WORDS: Mapping[FactId, tuple[tuple[str, str], ...]] = {
    "employment": (
        ("unemployed", "(?<![没不])(?<!不是)失业|下岗|被裁|被辞|撵|裁|辞退|开除|清退|倒闭|黄了"),
        ("farming", "种地|务农|农民|种庄稼|种菜|种大棚"),
        (
            "self_employed",
            "个体|自己干|打零工|零工|灵活|自由职业|摆摊|做买卖|跑车|单干|自己的店|开店",
        ),
        ("none", "没上过班|没工作过|没干过|从未|没上班过"),
        ("student", "上学|学生|在校|念书|读书"),
        ("employed", "^[^没不]*(?:上班|在职|企业|厂|公司|打工|单位)[^没不]*$"),
    ),
    "employer_size": tuple(
        (
            value,
            rf"^(?:我们?|厂子?|公司|企业|单位|是|就是|算|算是|属于|就|个|一个|应该|，)*{size}(?:型|微|规模)*(?:的|企业|公司|厂子?|单位|吧|，)*$",
        )
        for value, size in (("micro", "小?微"), ("small", "小"), ("medium", "中"), ("large", "大"))
    ),
    "employer_industry": (
        ("chemical", "化工"),
        ("mining", "矿"),
        ("other", "都不|不是|别的|其他|其它|普通|一般"),
    ),
    "certificate": (
        ("none", _LACKING),
        ("special_operation", "特种|操作证|上岗证"),
        ("special_ability", "专项"),
        ("training_completion", "合格|结业|培训证"),
        ("vocational_qualification", "职业资格|资格"),
        ("skill_level", "等级|技能"),
        (
            "none",
            "没有?(?:什么|任何|过)?证|证(?:书)?(?:也|都|还|啥的)*没|没考|没拿|^(?:还|都|也|什么|一个|目前|暂时)*没(?:有)?(?:呢|啊|的|了)?$",
        ),
    ),
}


def by_a_word(fact: FactId, text: str) -> str | None:
    """The value that a curt answer names and does not deny."""
    if len(text) > _CURT:
        return None
    for value, words in _SHORT_WORDS.get(fact, ()):
        said = re.search(words, text)
        if said and not _DENIED.search(text[: said.start()]):
            return value
    return None
